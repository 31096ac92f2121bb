"""The index of the site's search.

The browser's part is `theme/assets/chunshui/search.js`: a worker that looks for words as they are
written, through the door Material leaves for a site's own search. It needs whole text.
"""

from __future__ import annotations

from importlib import import_module


def configure_segmentation() -> None:
    """Leave Chinese text whole in the search index, on every machine alike.

    Material's search plugin cuts it into words wherever jieba happens to be installed. That would
    make the site depend on the machine, double the time of indexing, write a cache into the
    shared temporary folder, and find less: 环境 is no word of 生态环境.
    """
    plugin = import_module("material.plugins.search.plugin")
    plugin.jieba = None  # type: ignore[attr-defined]
