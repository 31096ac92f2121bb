"""What befalls an item: kind, senders, adoptions up the levels, endorsements, cases, faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tests.benchmarks.generated.draw import Draw, Weighted
from tests.benchmarks.generated.places import CITIES
from tests.benchmarks.generated.prose import Piece, Prose
from tests.benchmarks.generated.registry import LEADERS, Office, ruled_like_newest

KINDS = ("动态", "简讯", "经验", "问题", "建议", "调研")
_KIND = Weighted((42, 20, 17, 10, 6, 5))
_FORMS = ("单篇", "单篇", "单篇", "综合", "综合", "简讯")
_SHARES = {
    2: (("60%", "40%"), ("2/3", "1/3"), ("70%", "30%")),
    3: (("50%", "30%", "20%"), ("1/2", "1/4", "1/4")),
}
_TRACKS = ("智慧绩效", "风险防控", "共治共享")
_WITH_PAPER = {county for counties in CITIES.values() for county in counties[::3]}
_CHINESE = {
    "title": "标题", "author": "作者", "unit": "单位", "date": "日期", "kind": "体裁",
    "level": "层级", "tags": "标签", "sources": "来源", "commission": "约稿",
    "adoptions": "采用", "forwardings": "报上级", "endorsements": "批示",
}  # fmt: skip


class Adopted(NamedTuple):
    """One step of an item's way up."""

    publication: str
    level: str
    date: date
    form: str


class Written(NamedTuple):
    """An item as text, with the days on which its file changed."""

    text: bytes
    cut: tuple[int, int]
    """Bytes that were added after its first day."""
    last_day: date | None


class Scribe:
    """Writes the items of a province, one after the other in the order of their days."""

    def __init__(self, draw: Draw, prose: Prose, offices: Sequence[Office], last: date) -> None:
        self._draw, self._prose, self._offices, self._last = draw, prose, offices, last
        self._busy = Weighted([1 / (place + 4) for place in range(len(offices))])
        self._by_city: dict[str | None, list[Office]] = {}
        for office in offices:
            self._by_city.setdefault(office.city, []).append(office)
        self.recent: dict[str | None, list[str]] = {}

    def sender(self, day: date) -> Office:
        """Return who sends something on a day; few units send much."""
        while True:
            office = self._offices[self._busy.place(self._draw)]
            if office.open(day):
                return office

    def piece(self, office: Office, day: date) -> tuple[str, Piece]:
        """Return kind and text of what an office writes."""
        kind = KINDS[_KIND.place(self._draw)]
        return kind, self._prose.write(kind, office.place, office.name, day.year)

    def item(
        self, office: Office, day: date, kind: str, piece: Piece, commission: str | None
    ) -> Written:
        """Return the file of an item."""
        draw = self._draw
        partners = self._partners(office, day)
        head = [f"title: {piece.title}", *self._senders(office, partners, day)]
        head += [f"date: {day}", f"kind: {kind}"]
        adopted = self._adopted(office, day, kind, bool(partners))
        level = max((each.level for each in adopted), key=_RANK.index, default="省级")
        if level != "媒体" and draw.chance(0.9):
            head.append(f"level: {level}")
        head += [f"commission: {commission}"] if commission else []
        earlier = self.recent.get(office.city)
        if earlier and draw.chance(0.07):
            sources = ", ".join(sorted(set(draw.several(earlier[-60:], draw.whole(1, 3)))))
            head.append(f"sources: [{sources}]")
        head += [f"tags: [{', '.join(piece.tags)}]"] if piece.tags else []
        later, days = [], [each.date for each in adopted]
        for line, on in self._befallen(day, adopted):
            later.append(line)
            days.append(on)
        lines = [*_adoptions(draw, adopted), *later]
        if draw.chance(0.03):
            head, lines = _in_chinese(head), _in_chinese(lines)
        start = "\n".join(("---", *head, "")).encode()
        added = "".join(f"{line}\n" for line in lines).encode()
        text = start + added + f"---\n{piece.body}\n".encode()
        return Written(text, (len(start), len(start) + len(added)), max(days, default=None))

    def _partners(self, office: Office, day: date) -> list[Office]:
        draw = self._draw
        if not draw.chance(0.06):
            return []
        near = [
            each for each in self._by_city[office.city] if each is not office and each.open(day)
        ]
        return draw.several(near, draw.pick((1, 1, 1, 2, 2, 3)))

    def _senders(self, office: Office, partners: list[Office], day: date) -> Iterator[str]:
        """Yield author and unit."""
        draw = self._draw
        together = [office, *partners]
        authors = [self._writer(each, day) for each in together]
        if not partners and draw.chance(0.05):
            second = self._writer(office, day)
            authors += [second] if second not in authors else []
        if not partners and draw.chance(0.03):
            yield f"unit: {office.name}"
            return
        written = f"[{', '.join(authors)}]" if len(authors) > 1 else authors[0]
        yield f"author: {written}"
        if draw.chance(0.008):
            yield "outside_authors: [本报记者]"
        if not partners:
            return
        shares = _SHARES.get(len(together))
        if shares is None or draw.chance(0.6):
            yield f"unit: [{', '.join(each.name for each in together)}]"
            return
        yield "unit:"
        for each, share in zip(together, draw.pick(shares), strict=True):
            yield f"  - {{unit: {each.name}, share: {share}}}"

    def _writer(self, office: Office, day: date) -> str:
        for _ in range(8):
            writer = self._draw.early(office.writers)
            if writer.serving(day):
                return writer.id
        return office.writers[0].id

    def _adopted(self, office: Office, day: date, kind: str, joint: bool) -> list[Adopted]:
        """Return an item's way up the levels; each step is rarer than the one before."""
        draw, way = self._draw, []
        when = day
        for level, papers, chance in _way(office, kind):
            if not draw.chance(chance):
                if level != "县级":
                    break
                continue
            when += timedelta(days=draw.whole(1, 14))
            if when > self._last:
                break
            form = "综合" if joint and draw.chance(0.5) else draw.pick(_FORMS)
            paper = draw.pick(papers)
            form = "专报" if paper == "山西税务专报" else form
            way.append(Adopted(paper, level, when, form))
        if draw.chance(0.035):
            when = day + timedelta(days=draw.whole(2, 25))
            paper = draw.pick(("中国税务报", "山西日报"))
            if when <= self._last:
                way.append(Adopted(paper, "媒体", when, draw.pick(("头条", "图片", "单篇"))))
        return way

    def _befallen(self, day: date, adopted: list[Adopted]) -> Iterator[tuple[str, date]]:
        """Yield the other lines of the header and the day on which each was added."""
        draw = self._draw
        above = [each for each in adopted if each.level in ("国家级", "省级")]
        if above and draw.chance(0.3):
            each = draw.pick(above)
            on = day + timedelta(days=draw.whole(0, (each.date - day).days))
            yield f"forwardings: [{{level: {each.level}, date: {on}}}]", on
        papers = [each for each in adopted if each.level != "媒体"]
        if papers and draw.chance(0.06):
            yield from self._endorsed(draw.pick(papers))
        if draw.chance(0.012):
            yield from self._case(day)
        if draw.chance(0.004):
            on = min(self._last, day + timedelta(days=draw.whole(3, 40)))
            kind = draw.pick(("迟报", "差错", "差错", "差错", "失实"))
            yield f"faults: [{{kind: {kind}, date: {on}, note: {draw.pick(_NOTES)}}}]", on
            if kind == "差错" and ruled_like_newest(on.year, self._last.year):
                points = draw.pick(("-0.5", "-1", "-1.5", "-2"))
                reason = "核实后按情节轻重裁量"
                line = (
                    f"judgements: [{{clause: 第十条（五）, points: {points}, "
                    f"reason: {reason}, date: {on}}}]"
                )
                yield line, on

    def _endorsed(self, each: Adopted) -> Iterator[tuple[str, date]]:
        draw = self._draw
        on = each.date + timedelta(days=draw.whole(0, 20))
        if on > self._last:
            return
        leader = draw.early(LEADERS[each.level])
        words = ", praise: 是" if draw.chance(0.6) else ""
        words += f", text: {self._prose.words('批语')}。" if draw.chance(0.8) else ""
        line = (
            f"endorsements: [{{leader: {leader}, date: {on}, publication: {each.publication}"
            f"{words}}}]"
        )
        yield line, on

    def _case(self, day: date) -> Iterator[tuple[str, date]]:
        draw = self._draw
        track, on = draw.pick(_TRACKS), min(self._last, day + timedelta(days=draw.whole(20, 60)))
        if draw.chance(0.6):
            yield f"case: {{track: {track}}}", day
        elif draw.chance(0.4):
            yield f"case: {{track: {track}, status: 未入选}}", on
        else:
            title = f"{self._prose.words('文件')}（试行）"
            line = (
                f"case: {{track: {track}, status: 入选, year: {day.year}, award: 优秀案例, "
                f"conversions: [{{kind: 制度文件, title: {title}, date: {on}}}]}}"
            )
            yield line, on


_NOTES = ("户数写错", "附件漏传", "金额单位写错", "超过时限半天", "引用数据口径不一致", "人名写错")
_RANK = ("媒体", "县级", "市级", "省级", "国家级")


def _way(office: Office, kind: str) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Yield level, papers and chance of every step that an office's items can take."""
    apt = {"调研": 1.25, "问题": 1.15, "经验": 1.1, "简讯": 0.75}.get(kind, 1.0)
    if office.group == "直报点" and office.place in _WITH_PAPER:
        yield "县级", (f"{office.place}政务信息",), 0.25
    if office.city is not None:
        yield "市级", (f"{office.city}政务信息",), 0.42 * apt
    own = ("税收经济调研",) if kind == "调研" else ("山西税务简报", "山西税务简报", "山西税务专报")
    yield "省级", own, (0.42 if office.city is None else 0.5) * apt
    yield "省级", ("晋政信息", "山西信息"), 0.4 * apt
    yield "国家级", ("税务总局简报",), 0.28 * apt


def _adoptions(draw: Draw, adopted: list[Adopted]) -> Iterator[str]:
    if not adopted:
        return
    yield "adoptions:"
    for each in adopted:
        issue = (
            each.date.timetuple().tm_yday * {"市级": 120, "县级": 40}.get(each.level, 96)
        ) // 365
        route = ", route: 转报" if each.publication == "晋政信息" and draw.chance(0.15) else ""
        length = (
            f", length: {draw.whole(6, 40) * 100}" if each.publication == "税收经济调研" else ""
        )
        yield (
            f"  - {{publication: {each.publication}, date: {each.date}, issue: 第{issue + 1}期, "
            f"form: {each.form}{route}{length}}}"
        )


def _in_chinese(lines: list[str]) -> list[str]:
    """Return a header whose first level is written with the Chinese words."""
    made = []
    for line in lines:
        key, colon, rest = line.partition(":")
        made.append(f"{_CHINESE.get(key, key)}{colon}{rest}")
    return made
