from __future__ import annotations

from types import SimpleNamespace

import pytest
from material.plugins.search import plugin

from site_builder.search import configure_segmentation, readable


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


@pytest.mark.parametrize(
    ("html", "better"),
    [
        ("<p>首席信息\n员</p>", "<p>首席信息员</p>"),
        ("<p>落实到位，\n  “一厅通办”</p>", "<p>落实到位，“一厅通办”</p>"),
        ("<p>use Git\n管理</p>", "<p>use Git\n管理</p>"),
        ("<td>34</td><td>20</td>", "<td>34 </td><td>20 </td>"),
        ("<td>\n34\n</td>", "<td>\n34\n</td>"),
        ("<dt>作者</dt><dd><a>徐靖</a></dd>", "<dt>作者 </dt><dd><a>徐靖</a> </dd>"),
        ("<pre>标题\n作者</pre><p>标题\n作者</p>", "<pre>标题\n作者</pre><p>标题作者</p>"),
    ],
)
def test_text_reads_well_without_its_tags(html: str, better: str) -> None:
    assert readable(html) == better


def test_cells_side_by_side_stay_apart_in_the_index() -> None:
    assert _indexed(readable("<table><tr><td>34</td><td>20</td></tr></table>")).count("34 20") == 1
