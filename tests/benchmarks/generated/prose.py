"""Titles and bodies: sentences woven from topics, phrases, drawn names and real sentences.

The words lie in `topics.yml` and `phrases.yml`; about a fifth of the sentences are those of the
demonstration's items with other numbers and places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.benchmarks.generated.draw import Draw
from tests.benchmarks.generated.places import COUNTIES

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
_NAME = re.compile(r"([\u4e00-\u9fff])([a-z]+)")
_SENTENCE = re.compile(r"[^。！？\n|#>*]{8,}[。！？]")
_CLEAN = re.compile(r"[^\u4e00-\u9fff]")
_REAL = 0.4
"""Part of a paragraph's later sentences that are real; the others are of two-character words."""
_SPAN = {
    "简讯": (110, 260),
    "动态": (180, 560),
    "问题": (320, 950),
    "建议": (320, 900),
    "经验": (380, 1_050),
    "调研": (900, 2_800),
}
"""Characters of a body by kind; short ones are more common within a kind."""
_COURSE = {
    "简讯": ("过程", "数据"),
    "动态": ("过程", "数据", "过程", "引语", "成效"),
    "问题": ("问题", "数据", "引语", "问题", "建议"),
    "建议": ("问题", "过程", "建议", "数据", "建议"),
    "经验": ("过程", "过程", "引语", "数据", "成效"),
    "调研": ("过程", "问题", "数据", "问题", "引语", "成效", "建议"),
}
_ORDINALS = "一二三四五六七八九"
_TENTHS = ("一成", "两成", "三成", "四成", "一半", "六成", "七成", "八成", "九成")

Template = tuple[str, ...]
"""Literal text and names of slots in turn."""


class Topic(NamedTuple):
    """One field of work with its own words."""

    tags: tuple[str, ...]
    words: dict[str, tuple[Template, ...]]


class Piece(NamedTuple):
    """What a person would have written."""

    title: str
    tags: tuple[str, ...]
    body: str


def template(text: str) -> Template:
    """Cut a text at its slots."""
    return tuple(_SLOT.split(text))


def names(text: str) -> tuple[tuple[str, str], ...]:
    """Return characters with their spelling."""
    return tuple((each[1], each[2]) for each in _NAME.finditer(text))


def phrases() -> dict[str, str | list[str]]:
    """Return the words of `phrases.yml`."""
    read: dict[str, str | list[str]] = yaml.safe_load(
        (_HERE / "phrases.yml").read_text(encoding="utf-8")
    )
    return read


def common_words() -> dict[str, tuple[str, ...]]:
    """Return common two-character words by their kind: 名、动、形、副."""
    lines = (_HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    found = (line.split() for line in lines if not line.startswith("#"))
    return {kind: tuple(text[at : at + 2] for at in range(0, len(text), 2)) for kind, text in found}


def _topics() -> tuple[Topic, ...]:
    every = yaml.safe_load((_HERE / "topics.yml").read_text(encoding="utf-8"))
    return tuple(
        Topic(
            tuple(each.pop("标签").split("/")),
            {
                name: tuple(template(word.strip()) for word in words.split("/"))
                for name, words in each.items()
            },
        )
        for each in every
    )


def _real(demonstration: Path) -> tuple[tuple[Template, ...], ...]:
    """Return the sentences of every real item, their numbers and places made slots."""
    bodies = (
        path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for path in sorted(demonstration.glob("items/**/*.md"))
    )
    found = (tuple(template(_open(text)) for text in _SENTENCE.findall(body)) for body in bodies)
    return tuple(each for each in found if len(each) > 2)


def _open(sentence: str) -> str:
    """Return a real sentence with slots where its days, numbers and counties are."""
    text = re.sub(r"[{}]", "", sentence.strip())
    text = re.sub(r"\d{1,2}月\d{1,2}日", "{月日}", text)
    text = re.sub(r"(?<!\d)(?!20\d\d年)(\d+)", lambda found: f"{{位{min(len(found[1]), 6)}}}", text)
    return re.sub("|".join(COUNTIES), "{地}", text)


class Prose:
    """Writes pieces, no two with the same title."""

    def __init__(self, draw: Draw, demonstration: Path) -> None:
        self._draw = draw
        self._topics = _topics()
        self._real = _real(demonstration)
        raw = phrases()
        self._words: dict[str, Sequence[str]] = {
            **{name: value for name, value in raw.items() if isinstance(value, str)},
            **common_words(),
        }
        self._lists = {
            name: tuple(template(word) for word in value)
            for name, value in raw.items()
            if isinstance(value, list)
        }
        self._surnames, self._given = (
            tuple(each for each, _ in names(str(raw[part]))) for part in ("姓", "名字")
        )
        self._titles: dict[str, None] = {}
        self._topic = self._topics[0]
        self._place = self._office = ""
        self._year = 0
        self._used: dict[Template, None] = {}
        self._slots = self._made()

    def write(self, kind: str, place: str, office: str, year: int) -> Piece:
        """Write one item of a kind, from an office at a place."""
        self._topic = self._draw.pick(self._topics)
        self._place, self._office, self._year = place, office, year
        self._used.clear()
        low, high = _SPAN[kind]
        wanted = low + int((high - low) * self._draw.random() ** 1.6)
        tags = self._draw.several(self._topic.tags, self._draw.whole(0, 2))
        return Piece(self._title(), tuple(tags), self._body(kind, wanted))

    def matter(self) -> str:
        """Return what some topic is about."""
        self._topic = self._draw.pick(self._topics)
        return self._slots["事项"]()

    def words(self, name: str) -> str:
        """Return one filled phrase of a list."""
        return self.fill(self._draw.pick(self._lists[name]))

    def _fresh(self, every: Sequence[Template]) -> Template:
        """Return one that this item does not have yet, if a few draws find it."""
        for _ in range(4):
            found = self._draw.pick(every)
            if found not in self._used:
                break
        self._used[found] = None
        return found

    def fill(self, parts: Template) -> str:
        """Return a template with its slots filled."""
        if len(parts) == 1:
            return parts[0]
        slots = self._slots
        return "".join(slots[part]() if index & 1 else part for index, part in enumerate(parts))

    def _title(self) -> str:
        while True:
            title = self.fill(self._draw.pick(self._lists["标题"]))
            if len(title) <= 44 and title not in self._titles:
                self._titles[title] = None
                return title

    def _body(self, kind: str, wanted: int) -> str:
        draw = self._draw
        course = _COURSE[kind]
        real = draw.pick(self._real)
        paragraphs = [self._paragraph(("开头", course[0]), real)]
        length, place, headed = len(paragraphs[0]), 1, kind == "调研" or draw.chance(0.3)
        while length < wanted:
            section = course[place % len(course)]
            text = self._paragraph((section,), draw.pick(self._real))
            if headed and kind in ("经验", "调研", "问题") and place <= len(_ORDINALS):
                text = f"{self._heading(kind, place)}{text}"
            paragraphs.append(text)
            length += len(text)
            place += 1
        if kind in ("建议", "调研") and draw.chance(0.5):
            paragraphs.append(self._list())
        if draw.chance({"调研": 0.5, "经验": 0.12, "问题": 0.08}.get(kind, 0.0)):
            paragraphs.insert(draw.whole(1, len(paragraphs)), self._table())
        if kind != "简讯" and draw.chance(0.6):
            paragraphs.append(self.words("结尾"))
        return "\n\n".join(paragraphs)

    def _paragraph(self, sections: tuple[str, ...], real: tuple[Template, ...]) -> str:
        sentences = [self.fill(self._fresh(self._lists[section])) for section in sections]
        for _ in range(self._draw.whole(2, 5)):
            if self._draw.chance(_REAL):
                sentences.append(self.fill(self._fresh(real)))
            else:
                sentences.append(self.words("细句"))
        return "".join(sentences)

    def _heading(self, kind: str, place: int) -> str:
        words = self.fill(self._draw.pick(self._topic.words["做法"])).split("，")[0]
        if kind == "调研":
            return f"## {_ORDINALS[place - 1]}、{words}\n\n"
        return f"**{words}。**"

    def _list(self) -> str:
        count = self._draw.whole(2, 4)
        mark = "{}. " if self._draw.chance(0.6) else "- "
        lines = (self.words("建议").removeprefix("建议") for _ in range(count))
        return "\n".join(f"{mark.format(place)}{line}" for place, line in enumerate(lines, 1))

    def _table(self) -> str:
        draw, slots = self._draw, self._slots
        rows = draw.several(COUNTIES, draw.whole(3, 8))
        unit = draw.pick(("户数", "笔数", "份数", "人数"))
        head = f"| 地区 | {slots['事项']()}{unit} | 金额（万元） | 比上年 |\n|---|---:|---:|---:|"
        return "\n".join(
            (
                head,
                *(
                    f"| {row} | {draw.whole(3, 900)} | {draw.whole(90, 99_999) / 10:,.1f} "
                    f"| {draw.whole(-180, 420) / 10:+.1f}% |"
                    for row in rows
                ),
            )
        )

    def _made(self) -> dict[str, Callable[[], str]]:
        """Return what fills each slot."""
        draw, made = self._draw, {}
        for name in self._lists:
            made[name] = self._lister(name)
        for name in ("对象", "事项", "做法", "问题", "成效", "建议"):
            made[name] = self._topical(name)
        for digits in range(1, 7):
            made[f"位{digits}"] = self._digits(digits)
        made |= {
            "数": lambda: str(int(10 ** (1.2 + 2.7 * draw.random()))),
            "户": lambda: str(draw.whole(3, 220)),
            "天": lambda: str(draw.whole(2, 15)),
            "小": lambda: _ORDINALS[draw.whole(1, 8)],
            "月": lambda: str(draw.whole(1, 12)),
            "年": lambda: str(self._year - draw.whole(1, 3)),
            "月日": lambda: f"{draw.whole(1, 12)}月{draw.whole(1, 28)}日",
            "升降": lambda: draw.pick(("增长", "下降", "上升", "减少", "多出", "回落")),
            "率": self._rate,
            "额": self._amount,
            "文号": self._number,
            "地": self._somewhere,
            "局": lambda: self._office,
            "企": lambda: self._firm(long=True),
            "企短": lambda: self._firm(long=False),
            "村": lambda: self._joined("村首", "村中", "村尾"),
            "镇": lambda: self._joined("镇首", "镇中", "镇尾"),
            "人": self._person,
            "字": lambda: draw.pick(self._words["字号首"]),
            "动": lambda: draw.pick(self._words["动"]),
            "名": lambda: draw.pick(self._words["名"]),
            "形": lambda: draw.pick(self._words["形"]),
            "副": lambda: draw.pick(self._words["副"]),
            "做法短": self._short,
        }
        return made

    def _lister(self, name: str) -> Callable[[], str]:
        return lambda: self.words(name)

    def _topical(self, name: str) -> Callable[[], str]:
        return lambda: self.fill(self._fresh(self._topic.words[name]))

    def _digits(self, count: int) -> Callable[[], str]:
        low, high = 10 ** (count - 1), 10**count - 1
        return lambda: str(self._draw.whole(low, high))

    def _rate(self) -> str:
        draw = self._draw
        if draw.chance(0.2):
            return draw.pick(_TENTHS)
        return f"{draw.whole(11, 985) / 10:.1f}%" if draw.chance(0.6) else f"{draw.whole(2, 97)}%"

    def _amount(self) -> str:
        draw = self._draw
        if draw.chance(0.25):
            return f"{draw.whole(11, 990) / 10:.1f}亿元"
        amount = 10 ** (0.8 + 3.1 * draw.random())
        return f"{amount:.1f}万元" if amount < 100 else f"{amount:.0f}万元"

    def _number(self) -> str:
        draw = self._draw
        by = draw.pick(("晋税发", "晋税办发", "晋政办发", "并税函", "税总函", "市政办函", "联席办"))
        return f"{by}〔{self._year - draw.whole(0, 2)}〕{draw.whole(1, 180)}号"

    def _somewhere(self) -> str:
        return self._place if self._draw.chance(0.55) else self._draw.pick(COUNTIES)

    def _firm(self, *, long: bool) -> str:
        draw, words = self._draw, self._words
        name = draw.pick(words["字号首"]) + draw.pick(words["字号尾"])
        if not long:
            return f"{name}{self.words('行业')}"
        return f"{self._somewhere()}{name}{self.words('行业')}{self.words('公司')}"

    def _person(self) -> str:
        draw = self._draw
        surname = draw.pick(self._surnames)
        if draw.chance(0.35):
            return surname + draw.pick(("师傅", "会计", "大姐", "老板", "站长", "科长", "主任"))
        second = draw.pick(self._given) if draw.chance(0.7) else ""
        return surname + draw.pick(self._given) + second

    def _joined(self, *lists: str) -> str:
        return "".join(
            self.words(name) if name in self._lists else self._draw.pick(self._words[name])
            for name in lists
        )

    def _short(self) -> str:
        return _CLEAN.sub("", self.fill(self._draw.pick(self._topic.words["做法"])).split("，")[0])[
            :18
        ]


def slug(draw: Draw, title: str) -> str:
    """Return a short file name out of a title."""
    text = _CLEAN.sub("", title)
    width = draw.whole(4, 9)
    start = draw.whole(0, max(0, len(text) - width))
    return text[start : start + width]
