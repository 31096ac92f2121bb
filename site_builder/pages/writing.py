"""From a template and values to a page: the only caller of the page templates."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from scoring.alerts.pace import pace
from site_builder import charts
from site_builder.markup import environment, template, tidy
from site_builder.pages import paths
from site_builder.pages.index import Views, once
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
    """Return the page that `templates/pages/NAME.md.jinja` makes of the values."""
    return finished(draft(views, path, name, hide=hide, **values))


def draft(
    views: Views,
    path: str,
    name: str,
    /,
    *,
    hide: tuple[str, ...] = (),
    **values: object,
) -> Page:
    """Return the page as its template has it, to be `finished`.

    The template sets `title` and `description`; `link` makes links as seen from this page, `m` are
    the macros, `paths` says where pages lie, `views` are the shared indexes.
    """
    made = template(f"pages/{name}.md.jinja")
    given = {**_shared(views, path.count("/")), **values}
    context = made.new_context(given, shared=True)
    text = "".join(made.root_render_func(context))
    given.clear()  # a template's own macros and its context hold each other
    title, description = _words(context.vars["title"]), _words(context.vars["description"])
    return Page(path, title, description, text, hide)


def finished(draft: Page) -> Page:
    """Return the page of a draft."""
    return draft._replace(markdown=tidy(draft.markdown))


@once
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
