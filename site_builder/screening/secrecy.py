"""涉密和内部标志: recognised by their form and their place, not by the words 秘密 or 内部 alone.

Forms, after GB/T 9704-2012 (7.2.2 密级和保密期限) and the practice of internal bulletins:

1. the sign: `秘密★`, `机密★1年`, `绝密★长期`, `内部★`, also with blanks between the characters;
2. the field: `密级：机密`;
3. a mark in brackets: `（秘密）`, `【内部】`, `（内部资料 注意保存）`, `（仅限内部使用）`;
4. a caution: `内部资料 注意保存`, `内部文件，不得外传`, wherever it stands;
5. a line of nothing but marks, as at the head of a document: `秘密`, `000012　机密　特急`,
   `内部资料` among the first lines, `仅限内部传阅` or `机密10年` anywhere.

Prose is none of these: `保守商业秘密`, `内部控制`, `内部资料显示`, `该系统仅限内部使用，……`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

_B: Final = r"[ \t\u3000\xa0]*"
_GRADE: Final = rf"(?:绝{_B}密|机{_B}密|秘{_B}密)"
_INNER: Final = rf"内{_B}部"
_STAR: Final = r"[★☆▲]"
_TIME: Final = (
    rf"(?:(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}){_B}(?:年|个?月|天|日)"
    r"|长期|永久|解密前|启用前)"
)
_THING: Final = r"(?:资料|文件|材料|刊物|参考|参阅|情况|信息|明电|传真|文稿)"
_USE: Final = r"(?:使用|参考|参阅|传阅|掌握|交流|阅知|阅读|学习|发行|工作使用|工作参考)"
_LIMITED: Final = rf"(?:仅限|仅供|只限|只供|限|供){_B}(?:本?(?:系统|单位|局|机关))?{_INNER}{_USE}?"
_CAUTION: Final = (
    r"(?:(?:请)?注意(?:保存|保密|保管)|(?:请)?妥善保管"
    r"|(?:不得|请勿|严禁|禁止|切勿|不准)(?:外传|外泄|翻印|复印|转载|公开|上网|扩散|对外传播)"
    r"|阅后(?:即焚|收回|退回|销毁)|免费交流)"
)
_BETWEEN: Final = r"[ \t\u3000\xa0，,、；;·。.]*"
_MORE: Final = rf"(?:{_BETWEEN}{_CAUTION})*"
_HEAD: Final = (
    r"(?:特急|加急|平急|特提|急件|(?<![0-9])[0-9]{4,8}(?![0-9])"
    rf"|№{_B}[0-9]+(?![0-9])|密{_B}级{_B}[:：])"
)
_ANYWHERE: Final = (
    rf"(?:{_GRADE}|{_INNER}){_B}(?:{_STAR}|\\?\*(?={_B}{_TIME}))(?:{_B}{_TIME})?"
    rf"|(?:核心|普通)?商(?:业秘)?密{_B}{_STAR}"
    rf"|密{_B}级{_B}[:：]{_B}(?:{_GRADE}|{_INNER}{_THING}?)"
    rf"|{_INNER}{_THING}{_BETWEEN}{_CAUTION}"
    rf"|[（(]{_B}(?:{_GRADE}(?:{_B}{_TIME})?|{_LIMITED}|{_INNER}{_THING}){_MORE}{_B}[）)]"
    rf"|[【〔\[]{_B}(?:{_GRADE}|{_INNER}{_THING}?|{_LIMITED}){_MORE}{_B}\\?[】〕\]]"
)
_BEFORE: Final = rf"(?:{_HEAD}{_BETWEEN})*"
_AFTER: Final = rf"(?:{_BETWEEN}(?:{_CAUTION}|{_HEAD}))*{_BETWEEN}"
_ALONE: Final = rf"{_BEFORE}(?:{_LIMITED}|{_GRADE}{_B}{_TIME}){_AFTER}"
_AT_HEAD: Final = rf"{_BEFORE}(?:{_GRADE}|{_INNER}{_THING}?){_AFTER}"
_PERHAPS: Final = re.compile(rf"密|{_INNER}")
_INSIDE: Final = re.compile(_INNER)
_DECORATION: Final = "*_|\\> \t\u3000\xa0"
_LINE: Final = 60
"""Characters of a line that may be nothing but marks."""
_HEAD_LINES: Final = 8
"""Lines with text at the head of a body among which a bare word is a mark."""


class _Forms(NamedTuple):
    """The expressions of the forms."""

    anywhere: re.Pattern[str]
    alone: re.Pattern[str]
    at_head: re.Pattern[str]


@cache
def _forms() -> _Forms:
    """Return the expressions; to compile them takes longer than to screen many texts.

    Most commands read few texts, and few of these have a word that might be a mark.
    """
    return _Forms(*map(re.compile, (_ANYWHERE, _ALONE, _AT_HEAD)))


class Marking(NamedTuple):
    """A mark found in a text."""

    line: int
    """From 0."""
    column: int
    """From 0."""
    found: str


def markings(text: str, *, head: bool = True) -> Iterator[Marking]:
    """Yield the marks of secrecy in a text, the first of each line.

    `head` says that the text begins where a document's head is.
    """
    # Each of the two is looked for in a tenth of the time that both together would take.
    if "密" not in text and _INSIDE.search(text) is None:
        return
    forms = _forms()
    place = number = written = 0
    while (perhaps := _PERHAPS.search(text, place)) is not None:
        begin = text.rfind("\n", 0, perhaps.start()) + 1
        above, end = text[place:begin], text.find("\n", begin)
        number += above.count("\n")
        if written < _HEAD_LINES:
            written += sum(1 for line in above.split("\n") if line.strip(_DECORATION))
        line = text[begin : end if end >= 0 else None]
        place = begin + len(line)
        bare = line.strip(_DECORATION)
        match = forms.anywhere.search(line)
        if match is not None:
            yield Marking(number, match.start(), match[0].strip())
        elif len(bare) <= _LINE and (
            forms.alone.fullmatch(bare)
            or (head and written < _HEAD_LINES and forms.at_head.fullmatch(bare))
        ):
            yield Marking(number, line.index(bare), bare)
        written += 1
