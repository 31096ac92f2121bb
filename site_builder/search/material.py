"""What the site's search needs of a page and of the index.

The browser's part is `theme/assets/chunshui/search.js`: a worker that looks for words as they are
written, through the door Material leaves for a site's own search. It needs whole text.
"""

from __future__ import annotations

import re
from importlib import import_module

_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_HAN = "\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e"
_LINE_END = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t]*(?=[{_HAN}])")
_CELL_END = re.compile(r"(?<=\S)(?=</(?:td|th|dt|dd|caption|summary|div)>)")


def configure_segmentation() -> None:
    """Leave Chinese text whole in the search index, on every machine alike.

    Material's search plugin cuts it into words wherever jieba happens to be installed. That would
    make the site depend on the machine, double the time of indexing, write a cache into the
    shared temporary folder, and find less: 环境 is no word of 生态环境.
    """
    plugin = import_module("material.plugins.search.plugin")
    plugin.jieba = None  # type: ignore[attr-defined]


def readable(html: str) -> str:
    """Return a page's HTML so that its text reads well without its tags, as the index sees it.

    Line ends inside Chinese sentences go: a browser shows them as gaps, and a word broken by one
    is not found. Cells get a space at their end: 34 and 20 side by side are not 3420.
    Preformatted text stays as it is.
    """
    parts = _PRE.split(html)
    for place in range(0, len(parts), 2):
        parts[place] = _CELL_END.sub(" ", _LINE_END.sub("", parts[place]))
    return "".join(parts)
