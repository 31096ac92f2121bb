"""From a template and values to a page: the only caller of the page templates."""

from __future__ import annotations

from functools import partial

from jinja2.environment import TemplateModule
from markupsafe import Markup

from site_builder import charts
from site_builder.markup import link_to, template, tidy
from site_builder.pages import paths
from site_builder.pages.index import Views
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

    The template sets `title` and `description`; `to` gives the address of another page as seen
    from this one, `paths` where pages lie, `views` the shared indexes.
    """
    module = template(f"pages/{name}.md.jinja").make_module(
        {
            "views": views,
            "corpus": views.corpus,
            "office": views.office,
            "charts": charts,
            "paths": paths,
            "to": partial(link_to, path),
            **values,
        }
    )
    title, description = _words(module, "title"), _words(module, "description")
    return Page(path, title, description, tidy(str(module)), hide)


def _words(module: TemplateModule, name: str) -> str:
    """Return plain words that a template has set; those it built of markup lose their escapes."""
    value = getattr(module, name)
    return value.unescape() if isinstance(value, Markup) else str(value)
