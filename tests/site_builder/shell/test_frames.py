"""A frame cut out of a stub gives, filled, what the theme would have rendered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import escape

from site_builder.pages.page import Page
from site_builder.shell.frames import MARK_CONTENT, MARKS, Filler, FrameError, cut, stub_headings
from site_builder.shell.html import Heading
from site_builder.shell.places import ANY_FOLDER, ONLY_TITLE, SECTIONS, Place

THEME = """\
{%- macro entry(item) %}<li>
  <a href="#{{ item.id }}">{{ item.words }}</a>{{ "" }}
  {% if item.below %}<nav aria-label="{{ item.words | striptags | e }}"><ul>
    {% for each in item.below %}
      {{ entry(each) }}
    {% endfor %}
  </ul></nav>{% endif %}
</li>{% endmacro -%}
{%- macro outline() %}{% if top[0].below %}<ul>
  {% for each in top[0].below %}
    {{ entry(each) }}
  {% endfor %}
</ul>{% endif %}{% endmacro -%}
<title>{{ title }}</title><meta name="description" content="{{ description }}">
<a href="#{{ top[0].id }}" title="{{ title | e }}">跳到“{{ top[0].words | striptags }}”</a>
<p data-page="/{{ url }}" data-title="{{ title | urlencode }}">截至{{ day }}</p>
{{ outline() }}<main>{{ content }}</main><aside>{{ outline() }}</aside>
"""
PLACE = Place(f"items/{ANY_FOLDER}/", (), SECTIONS)


def tree(headings: tuple[tuple[int, str, str], ...]) -> list[dict[str, Any]]:
    top: dict[str, Any] = {"level": 0, "below": []}
    line = [top]
    for level, name, words in headings:
        while line[-1]["level"] >= level:
            line.pop()
        line.append({"level": level, "id": name, "words": words, "below": []})
        line[-2]["below"].append(line[-1])
    found: list[dict[str, Any]] = top["below"]
    return found


def theme(template: str, headings: tuple[tuple[int, str, str], ...], **values: str) -> str:
    # Like MkDocs' own environment: nothing is escaped unless the template says so.
    environment = Environment()  # noqa: S701
    return environment.from_string(template).render(top=tree(headings), **values)


def stub(template: str = THEME, place: Place = PLACE) -> str:
    return theme(
        template,
        stub_headings(place.outline),
        url=place.address,
        content=MARK_CONTENT,
        **MARKS,
    )


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
HEADINGS = st.lists(st.tuples(st.sampled_from([2, 3, 4]), WORDS), max_size=8)


@given(title=WORDS, description=WORDS, sections=HEADINGS)
def test_a_filled_frame_is_what_the_theme_renders(
    title: str, description: str, sections: list[tuple[int, str]]
) -> None:
    page = Page("items/水/index.md", title, description, "")
    headings = (
        Heading(1, "_1", title),
        *(Heading(level, f"s{place}", words) for place, (level, words) in enumerate(sections)),
    )
    shown = [each for each in headings if each.level < 4]
    place = PLACE if len(shown) > 1 else PLACE._replace(outline=ONLY_TITLE)
    rendered = theme(
        THEME,
        tuple((each.level, each.id, str(escape(each.words))) for each in shown),
        url="items/%E6%B0%B4/",
        title=str(escape(title)),
        description=str(escape(description)),
        day="2026-11-20",
        content="<h1>文</h1>",
    )
    filler = Filler(cut(place, stub(place=place)))
    assert filler.fill(page, "<h1>文</h1>", headings, "2026-11-20").decode() == rendered


def test_only_a_theme_that_prints_the_day_makes_pages_depend_on_it() -> None:
    assert cut(PLACE, stub()).dated
    assert not cut(PLACE, stub(THEME.replace("{{ day }}", ""))).dated


@pytest.mark.parametrize(
    ("there", "instead", "complaint"),
    [
        ("{{ content }}", "", "0 times"),
        ("{{ content }}", "{{ content }}{{ content }}", "2 times"),
        ("{{ description }}", "{{ description | upper | lower | replace('&', '+') }}", "changed"),
        ("{{ url }}", "{{ url | truncate(18, true) }}", "changed"),
        ('{{ outline() }}<main>', "{{ top[0].below[0].words }}<main>", "leaves out"),
        ("{% for each in item.below %}", "{% for each in item.below[:1] %}", "leaves out"),
        ("    {{ entry(each) }}\n  {% endfor %}\n</ul>",
         "    {{ loop.index }}{{ entry(each) }}\n  {% endfor %}\n</ul>", "not regular"),
    ],
)  # fmt: skip
def test_a_theme_that_cannot_be_cut_is_refused(there: str, instead: str, complaint: str) -> None:
    assert there in THEME
    with pytest.raises(FrameError, match=complaint):
        cut(PLACE, stub(THEME.replace(there, instead)))
