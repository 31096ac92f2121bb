"""A new notice as text: header, numbered sections with bound figures, the office's requirements.

The office's template (`templates/notice.md`) gives title, opening and the closing section; in it
stand only named slots, `{时段}`, `{下期}` …, and bound figures, whose text may be left empty;
`{要求}` are the requirements that the program words by what went wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from scoring.alerts.alert import Alert
from scoring.closing.account import Account
from scoring.closing.bound import refreshed
from scoring.closing.facts import SLOT, NoticeForm
from scoring.model import Corpus
from scoring.vocabulary import Level
from site_builder.drafts import headed
from site_builder.notices.sections import sections
from site_builder.notices.writing import this, words

_NUMERALS: Final = "一二三四五六七八九十"
_TITLE: Final = "关于{时段}政务信息工作情况的通报"
_OPENING: Final = "现将{时段}政务信息报送、采用和得分情况通报如下。"
_TITLE_OF_REQUIREMENTS: Final = "下一步工作要求"
_MOST_COPIES: Final = 6


class Template(NamedTuple):
    """The office's template and its body."""

    form: NoticeForm
    body: str


def slots(account: Account) -> Mapping[str, str]:
    """Return what stands for each slot."""
    period = account.period
    return {
        "时段": period.label,
        "本期": this(period),
        "下期": period.following().label,
        "年": f"{period.start.year}年",
        "本单位": words(account.corpus.office.name),
        "要求": _requirements(account),
    }


def draft(account: Account, template: Template | None, alerts: Sequence[Alert] = ()) -> str:
    """Return the text of a new notice, without number and day of issue."""
    corpus = account.corpus
    form = template.form if template else NoticeForm(corpus.office.source)
    given = slots(account)
    header = {
        "title": _filled(form.title or _TITLE, given),
        "addressees": list(form.addressees or _addressees(corpus)) or None,
        "copies_to": list(form.copies_to or _copies(corpus)) or None,
        "signer": form.signer,
        "copies": form.copies,
    }
    parts = [_filled(form.opening or _OPENING, given)]
    number = -1
    for number, section in enumerate(sections(account, alerts)):
        parts += (f"## {_numeral(number)}、{section.title}", *section.paragraphs)
    closing = _filled(template.body.strip(), given) if template else ""
    parts += (f"## {_numeral(number + 1)}、{_TITLE_OF_REQUIREMENTS}", closing or given["要求"])
    body = refreshed("\n\n".join(part.strip() for part in parts if part.strip()), account.figures)
    return f"{headed(header)}{body}\n"


def _filled(text: str, given: Mapping[str, str]) -> str:
    return SLOT.sub(lambda slot: given.get(slot[1], slot[0]), text)


def _numeral(number: int) -> str:
    return _NUMERALS[number]


def _addressees(corpus: Corpus) -> tuple[str, ...]:
    """Return the groups of units as those to whom a notice goes."""
    used = {each.group for each in corpus.units.values() if each.group is not None}
    named = [group for group in corpus.office.groups if group in used]
    return tuple(f"各{group}" for group in (*named, *sorted(used.difference(named))))


def _copies(corpus: Corpus) -> tuple[str, ...]:
    """Return the superior authorities whose bulletins take the office's items."""
    own = [one for one in corpus.publications.values() if one.own]
    level = min((tuple(Level).index(one.level) for one in own), default=0)
    above = (
        one.publisher
        for one in corpus.publications.values()
        if not one.own
        and one.level is not Level.MEDIA
        and one.valid_to is None
        and tuple(Level).index(one.level) <= level
    )
    return tuple(dict.fromkeys(above))[:_MOST_COPIES]


def _requirements(account: Account) -> str:
    """Return what the program asks for: by what went wrong in the period."""
    events, following = account.events, account.period.following().label
    asked = [
        "紧扣中心工作报送信息，多报有情况、有分析、有建议的信息，少报一般性动态",
    ]
    if any(one.outcome.value != "on_time" for one in events.asked):
        asked.append("约稿和任务要按时完成，确有困难的在截止以前说明")
    if events.silent or events.short:
        asked.append("零报送和没有完成定额的单位要明确专人、查找原因，尽快补齐")
    if events.faults:
        asked.append("出现差错的单位要逐件整改，严把事实关、时效关、文字关")
    if events.endorsed:
        asked.append("得到批示的信息要抓好落实，及时反馈结果")
    said = "；".join(f"{_numeral(number)}是{each}" for number, each in enumerate(asked))
    return f"{following}，各单位要对照本次通报查找差距，做好以下工作：{said}。"
