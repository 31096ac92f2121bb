from __future__ import annotations

import pytest

from site_builder.search.plain import plain


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>首席信息\n员</p>", "首席信息员"),
        ("<p>落实到位，\n  “一厅通办”</p>", "落实到位，“一厅通办”"),
        ("<p>use Git\n管理</p>", "use Git 管理"),
        ("<p>落实<strong>到</strong>位</p>", "落实到位"),
        ("<td>34</td><td>20</td>", "34 20"),
        ("<td>\n34\n</td>", "34"),
        ("<li>一</li><li>二<br />三</li>", "一 二 三"),
        ("<dt>作者</dt><dd><a href='a'>徐靖</a></dd>", "作者 徐靖"),
        ("<pre>标题\n作者</pre><p>标题\n作者</p>", "标题 作者 标题作者"),
        ("<p>R&amp;D 与 &lt;资金&gt;　周转</p>", "R&D 与 <资金> 周转"),
    ],
)
def test_words_stand_together_and_apart_as_they_are_read(html: str, words: str) -> None:
    assert plain(html) == words
