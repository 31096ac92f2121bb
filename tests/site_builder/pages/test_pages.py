"""Every page of the small office, as Python-Markdown turns it into HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import markdown
import pytest

from scoring.model import Corpus
from scoring.rules import Rule
from site_builder.markup import address, plain_template
from site_builder.pages import render
from site_builder.pages.page import NavEntry, Page
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.facts import HOSTILE
from tests.site_builder.pages.snapshots import make_snapshot

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
EXTENSIONS = [
    "attr_list",
    "tables",
    "toc",
    "admonition",
    "pymdownx.details",
    "pymdownx.superfences",
]


class Document(HTMLParser):
    """What a browser would find: ids, links, tags, attributes, text; and whether tags balance."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.text = ""
        self.headings: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            self.headings[self.open[-1]] = self.headings.get(self.open[-1], "") + data


def broken_links(documents: dict[str, Document], assets: Iterable[str]) -> list[str]:
    """Every link inside the site that reaches no page, asset or anchor."""
    files = {unquote(address(path)) for path in assets}
    by_address = {unquote(address(path)): document for path, document in documents.items()}
    broken = []
    for path, document in documents.items():
        for link in document.links:
            target = urlsplit(urljoin(f"http://site/{address(path)}", link))
            file, anchor = unquote(target.path).lstrip("/"), unquote(target.fragment)
            if target.netloc != "site" or file in files:
                continue
            found = by_address.get(file)
            if found is None or (anchor and anchor not in found.ids):
                broken.append(f"{path} -> {link}")
    return broken


def document_of(page: Page) -> Document:
    """The page as Python-Markdown turns it into HTML."""
    return Document(markdown.markdown(page.markdown, extensions=EXTENSIONS))


@pytest.fixture(scope="session")
def documents(pages: dict[str, Page]) -> dict[str, Document]:
    return {path: document_of(page) for path, page in pages.items()}


def test_tags_balance_and_ids_are_unique_on_every_page(documents: dict[str, Document]) -> None:
    for path, document in documents.items():
        assert not document.unbalanced, path
        assert not document.open, path
        assert len(document.ids) == len(set(document.ids)), path


def test_every_internal_link_reaches_a_page_an_asset_or_an_anchor(
    snapshot: Snapshot, documents: dict[str, Document]
) -> None:
    assets = [asset.path for asset in render(snapshot)[1]]
    assert broken_links(documents, assets) == []


def test_what_people_write_is_never_markup(documents: dict[str, Document]) -> None:
    for path, document in documents.items():
        assert "script" not in document.tags, path
        assert "b" not in document.tags, path
        assert not [name for name in document.attributes if name.startswith("on")], path
        assert not [link for link in document.links if link.startswith("javascript")], path


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_title_reads_as_it_was_written(
    number: int, documents: dict[str, Document]
) -> None:
    path = f"items/2026/09/202609{10 + number}-标题{number}/index.md"
    assert documents[path].headings["h1"] == HOSTILE[number]
    assert HOSTILE[number] in documents["items/2026/09/index.md"].text
    assert HOSTILE[number] in documents["index.md"].text


def test_a_picture_beside_an_item_is_found_from_its_page(pages: dict[str, Page]) -> None:
    path = "items/2026/08/20260812-税务新机构/index.md"
    source = re.search(r'<img src="([^"]+)"', pages[path].markdown)
    assert source is not None
    assert urljoin(f"http://site/{address(path)}", source[1]) == (
        f"http://site/{address('items/2026/08/图.png')}"
    )


def test_hand_written_pages_have_their_headings_in_the_contents(pages: dict[str, Page]) -> None:
    written = pages["about/office/index.md"].markdown
    assert written.startswith("# 关于本站\n\n## 缘起 {: #s1 }\n\n## 联系 {: #s2 }\n")
    assert 'href="about/office/"' in pages["index.md"].markdown
    assert pages["guide/writers/index.md"].markdown.startswith("# 怎样写信息\n")


def test_every_kind_of_rule_has_a_heading() -> None:
    source = plain_template("pages/rulebook.md.jinja")
    kinds = [kind.__name__ for kind in Rule.__subclasses__()]
    assert len(kinds) >= 15
    assert [kind for kind in kinds if f'"{kind}": ' not in source] == []


def test_a_tie_a_share_and_an_exact_fraction_are_shown(pages: dict[str, Page]) -> None:
    ranking = pages["rankings/2026-09/index.md"].markdown
    assert ranking.count("<small>并列</small>") == 2
    assert '<span title="20/3">6.67</span>' in ranking
    assert "报送还差 2 篇，10 天，正常" in ranking


def test_a_points_figure_leads_to_its_lines_clause_and_fact(
    documents: dict[str, Document],
) -> None:
    ranking = documents["rankings/2026-09/index.md"]
    assert "d-1-1-1" in ranking.ids
    assert "#d-1-1-1" in ranking.links
    assert "../../rulebooks/2026/#L10-1" in ranking.links
    assert "../../items/2026/09/20260902-联合/#L10-1" in ranking.links
    assert "L10-1" in documents["rulebooks/2026/index.md"].ids


def test_a_rule_that_never_gave_a_point_says_so(pages: dict[str, Page]) -> None:
    assert pages["rulebooks/2026/index.md"].markdown.count("从未给分") == 3


def test_every_page_begins_with_its_title(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        first = page.markdown.partition("\n")[0]
        assert first.startswith(("# ", '<header class="cs-masthead')), path
        assert page.title, path
        assert page.description, path
        assert "\n" not in page.title + page.description, path


def test_no_html_block_holds_a_blank_or_indented_line(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert not re.search(r"^[ \t]", page.markdown, re.MULTILINE), path
        for block in page.markdown.split("\n\n"):
            opened = re.match(r"<(\w+)", block)
            if opened:
                assert block.count(f"<{opened[1]}") == block.count(f"</{opened[1]}>"), path


HEADING = re.compile(r"#{2,6} \S[^\n]* \{: #[^\s{}#]+(?: \.[a-z-]+)? \}")


def test_a_page_holds_headings_and_html_blocks_only(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        first, *chunks = page.markdown.rstrip("\n").split("\n\n")
        assert re.fullmatch(r"# \S[^\n]*|<header .*</header>", first, re.DOTALL), path
        for chunk in chunks:
            assert HEADING.fullmatch(chunk) or re.match(r"<[a-z]", chunk), (path, chunk[:80])


def test_navigation_leads_to_pages_only(snapshot: Snapshot) -> None:
    pages, _, navigation = render(snapshot)
    paths = {page.path for page in pages}

    def reached(entries: tuple[NavEntry, ...]) -> list[str]:
        below = [path for entry in entries for path in reached(entry.children)]
        return [entry.path for entry in entries if entry.path] + below

    found = reached(navigation)
    assert set(found) <= paths
    assert len(found) == len(set(found))
    assert {"index.md", "rankings/index.md", "units/index.md", "guide/index.md"} <= set(found)


def test_paths_are_unique_and_rendering_twice_gives_the_same() -> None:
    first, second = render(make_snapshot()), render(make_snapshot())
    assert first == second
    assert len({page.path for page in first[0]}) == len(first[0])


def test_an_office_that_has_nothing_yet_is_told_what_to_do_next() -> None:
    full = make_snapshot()
    bare = Snapshot(
        Corpus(full.corpus.office), full.as_of, (), {}, {}, (), {}, (), {}, None
    )  # fmt: skip
    pages, assets, _ = render(bare)
    documents = {page.path: document_of(page) for page in pages}
    assert broken_links(documents, (asset.path for asset in assets)) == []
    for path in ("index.md", "items/index.md", "rankings/index.md", "units/index.md"):
        assert "还没有" in documents[path].text, path
    assert "没有问题" in documents["quality/index.md"].text
