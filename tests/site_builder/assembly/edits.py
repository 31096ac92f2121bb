"""An office on which somebody works, with its site, and every kind of edit made on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from scoring.findings import Source
from scoring.review.record import Decision, Review
from site_builder.assembly.building import Built, Site, build
from site_builder.cache import Store
from site_builder.pipeline import compute, examine
from site_builder.review.places import record_path
from site_builder.review.records import appended
from site_builder.review.text import digest_of_file
from tests.support import GitRepository

TODAY = date(2026, 11, 22)
AUTHORS = ("办公室/zhangwei", "征管科/lina", "甲县局/wangfang", "乙县局/zhaolei")
PUBLICATIONS = ("省局简报", "市府信息", "本局简报")
LEADERS = ("市长", "分管副市长", "省局局长")
WORDS = ("三农", "夜经济", "税费服务 & <b>", "〔2026〕12号")
BEIJING = timezone(timedelta(hours=8))
DIRECTOR = "办公室/zhangwei"
WORKFLOW = """\
since: 2026-10-01
tiers: [{name: 办公室主任, role: 办公室主任, days: 2}]
paths: [{name: 本级, tiers: [办公室主任]}]
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


class Crowd:
    """Looks at all pages of a site, and remembers what it was shown, and how often."""

    def __init__(self, site: Path) -> None:
        self.shown: dict[str, bytes] = {}
        self.times = Counter[str]()
        self._site = site

    def pages(self) -> frozenset[str]:
        found = self._site.glob("**/*.html")
        return frozenset(page.relative_to(self._site).as_posix() for page in found)

    def show(self, pages: frozenset[str]) -> None:
        self.shown |= {page: (self._site / page).read_bytes() for page in pages}
        self.times.update(pages)


class Office:
    """An office on which somebody works, with the site that is kept up to date."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.content = folder / "content"
        self.site = folder.parent / "site"
        self.as_of = TODAY

    def items(self) -> list[Path]:
        return sorted(self.content.glob("items/**/*.md"))

    def item(self, number: int) -> Path:
        return self.items()[number % len(self.items())]

    def write(self, number: int, day: date) -> None:
        """A new item; every third cites another one, has a case or was endorsed."""
        others = self.items()
        lines = [
            f"title: 关于{WORDS[number % 4]}的第{number}条信息",
            f"author: {AUTHORS[number % 4]}",
            f"date: {day}",
            f"tags: [{WORDS[number % 2]}]",
            f"adoptions: [{{publication: {PUBLICATIONS[number % 3]}, date: {day}}}]",
            f"endorsements: [{{leader: {LEADERS[number % 3]}, date: {day}, text: 已阅{number}}}]",
        ]
        if others and number % 3 == 0:
            lines.append(f"sources: [{others[number % len(others)].stem}]")
        path = self.content / f"items/{day:%Y/%m}/{day:%Y%m%d}-第{number}条.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"---\n{chr(10).join(lines)}\n---\n正文第{number}段，{WORDS[number % 4]}。\n"
        path.write_text(text, encoding="utf-8")

    def record(self, item: Path) -> Path:
        """Where the reviews of an item are."""
        return self.content / record_path(item.stem)

    def replace(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def build(
        self, destination: Path, store: Store, workers: int, onlookers: Crowd | None = None
    ) -> Built | None:
        """What a build did, None where the content has errors."""
        examined = examine(self.content, today=TODAY, as_of=self.as_of, store=store)
        if not examined.sound:
            return None
        site = Site(self.root, self.root / "mkdocs.yml", destination)
        snapshot = compute(examined)
        return build(snapshot, site, store=store, workers=workers, onlookers=onlookers)

    def forget(self) -> None:
        """Take away what speaks of items that are no longer there."""
        stems = {path.stem for path in self.items()}
        for path in self.items():
            text = path.read_text(encoding="utf-8")
            for line in re.findall(r"^(?:sources: |见\[前文\]).*\n", text, flags=re.MULTILINE):
                if not any(stem in line for stem in stems):
                    text = text.replace(line, "")
            path.write_text(text, encoding="utf-8")


Edit = Callable[[Office, int], None]


def add(office: Office, number: int) -> None:
    office.write(100 + number, date(2026, 11, 20) - timedelta(days=number))


def change_text(office: Office, number: int) -> None:
    office.replace(office.item(number), "正文", f"改过{number}次的正文")


def change_lead(office: Office, number: int) -> None:
    """The first paragraph becomes another: what excerpts show."""
    path = office.item(number)
    header, text = path.read_text(encoding="utf-8").rsplit("---\n", 1)
    path.write_text(f"{header}---\n第{number}种导语。\n\n{text}", encoding="utf-8")


def shorten(office: Office, number: int) -> None:
    """A text loses its end, and the links there."""
    path = office.item(number)
    header, text = path.read_text(encoding="utf-8").rsplit("---\n", 1)
    path.write_text(f"{header}---\n{text.strip()[:5]}。\n", encoding="utf-8")


def pay(office: Office, points: str) -> None:
    """What the office of the province pays for."""
    book = next(office.content.glob("rulebooks/*.md"))
    text = book.read_text(encoding="utf-8")
    rule = r"(刊物: 省局简报, 记分: )(?:\{[^}]*\}|\d+)"
    book.write_text(re.sub(rule, rf"\g<1>{points}", text), encoding="utf-8")


def pay_by_length(office: Office, number: int) -> None:
    """Points follow from 字数."""
    pay(office, f"{{每字: 10, 记: {number + 1}}}")


def change_title(office: Office, number: int) -> None:
    office.replace(office.item(number), "title: ", f"title: 新题{number}")


def change_publication(office: Office, number: int) -> None:
    path = office.item(number)
    for name in PUBLICATIONS:
        office.replace(path, name, PUBLICATIONS[number % 3])


def delete(office: Office, number: int) -> None:
    if len(office.items()) > 3:
        path = office.item(number)
        office.record(path).unlink(missing_ok=True)
        path.unlink()


def rename(office: Office, number: int) -> None:
    path = office.item(number)
    new = path.with_name(f"{path.stem}改{number}.md")
    path.rename(new)
    if office.record(path).exists():
        office.record(path).rename(office.record(new))


def move(office: Office, number: int) -> None:
    """An item goes to another month, from one batch to another."""
    path = office.item(number)
    if not office.record(path).exists():
        day = date(2026, 9, 1 + number % 28)
        text = re.sub(
            r"^date: .*$", f"date: {day}", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        text = re.sub(r", date: 2026-\d\d-\d\d", ", date: 2026-11-19", text)
        target = office.content / f"items/{day:%Y/%m/%Y%m%d}-移{number}{path.stem[9:]}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        path.unlink()
        office.forget()


def link(office: Office, number: int) -> None:
    """An item's text leads to an item of another month."""
    path, other = office.item(number), office.item(number + 3)
    way = f"../{other.parent.name}/{other.name}"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n见[前文]({way})。\n", encoding="utf-8")


def empty(office: Office, number: int) -> None:
    """A month loses all its items: a batch vanishes."""
    months = sorted({path.parent for path in office.items()})
    if len(months) > 1:
        for path in months[number % len(months)].glob("*.md"):
            office.record(path).unlink(missing_ok=True)
            path.unlink()
        office.forget()


def review(office: Office, number: int) -> None:
    """One entry more: 报审, then by turns 退改, 报审, 通过."""
    after = [path for path in office.items() if path.stem >= "20261001"]
    path = after[number // 8 % len(after)]
    record, data = office.record(path), path.read_bytes()
    text = record.read_text(encoding="utf-8") if record.exists() else None
    made = 0 if text is None else text.count("- decision: ")
    day = datetime.strptime(path.stem[:8], "%Y%m%d").replace(tzinfo=BEIJING)
    decision = (Decision.SUBMIT, Decision.RETURN, Decision.SUBMIT, Decision.PASS)[made % 4]
    sends = decision is Decision.SUBMIT
    entry = Review(
        Source(""),
        decision,
        AUTHORS[2] if sends else DIRECTOR,
        day + timedelta(hours=made),
        digest_of_file(data) or "",
        f"{number:040x}",
        tier=None if sends else "办公室主任",
        reason=f"第{number}个 <b>理由</b>" if decision is Decision.RETURN else None,
    )
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(appended(text, entry), encoding="utf-8")


def change_limit(office: Office, number: int) -> None:
    rules = office.content / "registry/workflow.yml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(re.sub(r"days: \d+", f"days: {number + 3}", text), encoding="utf-8")


def change_begin(office: Office, number: int) -> None:
    """Which items the rules of review are for."""
    rules = office.content / "registry/workflow.yml"
    since = f"since: 2026-10-{number % 28 + 1:02}"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(re.sub(r"since: \S+", since, text), encoding="utf-8")


def change_registry(office: Office, number: int) -> None:
    people = office.content / "registry/people.yml"
    office.replace(people, "name: 李", f"name: {'王赵'[number % 2]}")


def change_rulebook(office: Office, number: int) -> None:
    pay(office, f"{number + 11}")


def change_settings(office: Office, number: int) -> None:
    office.replace(office.root / "mkdocs.yml", "site_name: ", f"site_name: 第{number}版")


def change_theme(office: Office, number: int) -> None:
    settings = office.root / "mkdocs.yml"
    if "custom_dir" not in settings.read_text(encoding="utf-8"):
        office.replace(settings, "  name: material", "  name: material\n  custom_dir: 本局版式")
    footer = office.root / "本局版式/partials/copyright.html"
    footer.parent.mkdir(parents=True, exist_ok=True)
    footer.write_text(f"<p>本局第{number}次改版式</p>", encoding="utf-8")


def change_page(office: Office, number: int) -> None:
    page = office.content / f"about/说明{number % 2}.md"
    page.write_text(f"# 第{number}份说明\n\n说明文字。\n", encoding="utf-8")


def change_picture(office: Office, number: int) -> None:
    picture = office.content / "items/2026/11/图.png"
    if picture.exists() and number % 3 == 0:
        picture.unlink()
    else:
        picture.write_bytes(PIXEL + bytes(number))


def change_day(office: Office, number: int) -> None:
    office.as_of = TODAY - timedelta(days=number % 40)


def commit(office: Office, number: int) -> None:
    GitRepository(office.root).commit({}, date=f"2026-11-{20 + number % 3}")


def damage(office: Office, number: int) -> None:
    pages = sorted(office.site.rglob("*.html"))
    page = pages[number % len(pages)]
    if number % 2:
        page.unlink()
    else:
        page.write_text("被人改过", encoding="utf-8")


EDITS: tuple[Edit, ...] = (
    change_lead, shorten, pay_by_length,
    add, change_text, change_title, change_publication, delete, rename, change_registry,
    review, review, review, change_limit, change_begin, change_rulebook, change_settings,
    change_theme, change_page, change_picture, change_day, commit, damage, move, link, empty,
)  # fmt: skip
TEXT_EDITS: tuple[Edit, ...] = (change_text, change_lead, shorten, link)
"""The commonest edits: of them, so many more are made."""
