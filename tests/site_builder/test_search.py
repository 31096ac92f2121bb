from __future__ import annotations

from types import SimpleNamespace

import pytest
from material.plugins.search import plugin

from site_builder.search import configure_segmentation


def _indexed(text: str) -> str:
    index = plugin.SearchIndex(lang=["zh"], separator=r"\s+", pipeline=[], fields={})
    page = SimpleNamespace(content=f"<p>{text}</p>", meta={}, title="题", toc=[], url="a/")
    index.add_entry_from_context(page)
    return str(index.entries[0]["text"])


def _cut(value: bytes) -> list[str]:
    return list(value.decode("utf-8"))


def test_chinese_text_stays_whole_in_the_index_though_a_segmenter_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plugin, "jieba", SimpleNamespace(cut=_cut))
    assert "\u200b" in _indexed("生态环境")

    configure_segmentation()

    assert _indexed("生态环境") == "<p>生态环境</p>"
