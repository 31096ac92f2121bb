"""From a template and values to a page: the only caller of the page templates."""

from __future__ import annotations

from functools import lru_cache, partial

from markupsafe import Markup

from scoring.alerts.pace import pace
from site_builder import charts
from site_builder.markup import environment, template, tidy
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.links import Links
from site_builder.pages.page import Page


def write(
    views: Views,
    path: str,
    name: str,
    /,
    *,
    hide: tuple[str, ...] = (),
    **values: object,
) -> Page:
    """Return the page that `templates/pages/NAME.md.jinja` makes of the values.

    The template sets `title` and `description`; `link` makes links as seen from this page, `m` are
    the macros, `paths` says where pages lie, `views` are the shared indexes.
    """
    made = template(f"pages/{name}.md.jinja")
    context = made.new_context({**_shared(views, path.count("/")), **values}, shared=True)
    text = "".join(made.root_render_func(context))
    title, description = _words(context.vars["title"]), _words(context.vars["description"])
    return Page(path, title, description, tidy(text), hide)


@lru_cache(maxsize=8)
def _shared(views: Views, depth: int) -> dict[str, object]:
    """Return what all pages of one depth are given."""
    values = {
        **environment().globals,
        "views": views,
        "corpus": views.corpus,
        "office": views.office,
        "charts": charts,
        "paths": paths,
        "link": Links(views, "../" * depth),
        "pace_of": partial(pace, calendar=views.corpus.calendar, on=views.as_of),
    }
    return {**values, "m": template("pages/macros.jinja").make_module(values)}


def _words(value: object) -> str:
    """Return plain words of what a template has set; those built of markup lose their escapes."""
    return value.unescape() if isinstance(value, Markup) else str(value)
