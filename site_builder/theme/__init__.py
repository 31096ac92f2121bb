"""The look of the site: what it adds to Material, and the CSS classes pages may use.

The adapter puts `DIRECTORY` before Material's own folders, and `STYLE` and `SCRIPTS` into
`extra_css` and `extra_javascript`, so that every office gets the look from the package.

A page is Markdown with blocks of raw HTML. These are the classes for that HTML; nothing else
is promised. Numbers in a table cell carry `cs-num`; colour is never the only sign.

==================  =========================================================================
class               markup
==================  =========================================================================
cs-masthead         `<header>` with `h1.cs-masthead__name`, `p.cs-masthead__issue` (第9期) and
                    `p.cs-masthead__line` of two `<span>` (office, date); home and notices only
cs-lead             `<p>`: the one sentence that answers the reader's first question
cs-section          `<section>`: a block with its own `h2`; `cs-columns` puts two side by side
cs-figures          `<dl>` of `<div><dt>采用</dt><dd>128<small>篇</small></dd>
                    <dd class="cs-figures__note">比上月多 12</dd></div>`
cs-scroll           `<div tabindex="0" role="region" aria-label="…">` round every table; add
                    `cs-scroll--wide` where a table is wider than a desktop page
cs-table            `<table>` with `<caption>`, `<thead>`, `<tbody>`, `<tfoot>` for sums; cells
                    `cs-num` (figures), `cs-center`, `cs-nowrap`, `cs-path` (where a fact is
                    written: room for a path's longest part); `th scope=row` heads a row,
                    in a tree with `cs-depth cs-depth--1` to `--4`;
                    `tr.cs-row--total`, `tr.cs-row--short`
cs-later            `<div style="--cs-height: 40rem">` round a long block that may lie below the
                    screen: it is laid out when it comes near, till then it is taken to be so high
cs-footnote         `<p>` below a table: how to read its figures
cs-rank             `<span class="cs-rank">1</span>`; 1–3 add `cs-rank--1`, `--2`, `--3`;
                    a tie adds `<small>并列</small>` inside
cs-change           `<span class="cs-change cs-change--up">▲2</span>`, `--down` ▼1,
                    `--same` 持平, `--new` 新
cs-status           `<span class="cs-status cs-status--ok">达标</span>`, `--warn`, `--short`,
                    `--none`; the sign before the word comes from the style sheet
cs-tag              `<span>` or `<a>`: kind, track, level; `cs-tags` is a row of them
cs-cards, cs-card   grid and `<article>`; `h3.cs-card__title`, `p.cs-card__text`,
                    `p.cs-card__foot`
cs-feed             `<ol>` or `<ul>` of newest things: `<li><a>…</a><span class="cs-feed__meta">
                    …</span></li>`; `cs-more` is the `<p>` link below it
cs-meta             `<dl>` of `<div><dt>…</dt><dd>…</dd></div>`: the facts of an item
cs-body             `<div>` round an item's own text: indented paragraphs, serif
cs-quote            `<blockquote>`: an endorsement's words, `<footer>` names leader and date
cs-note             `<aside>`: a remark; `cs-note--warn` for what must be mended
cs-empty            `<div>`: empty state; first `<p>` says what is missing, second what to do
cs-explain          `<details>` with `<summary>` and `<ol>` of `<li><span class="cs-points">+10
                    </span>…<cite class="cs-clause">第五条（一）</cite><code class="cs-source">
                    path:12</code></li>`; `cs-explain--light` has wider room before the
                    words, for `cs-points--light`: a light and how the matter stands
cs-sample           `<p>` or `<span>`: 示例 mark of the demonstration office
cs-wall             `<section>` of an honour wall: `<h2>` year, `<ul>` of `<li><strong>unit
                    </strong><span>honour</span></li>`; a unit that is gone adds `cs-gone`
cs-colour           `<span class="cs-colour cs-colour--red">红</span>`, `--yellow`, `--blue`,
                    `--green`; the shape before the word comes from the style sheet
cs-alarms           `<ol>` of `<li class="cs-alarm cs-alarm--red">` with `p.cs-alarm__head`, the
                    sentence in a `<p>`, and a `<dl>` of `<div><dt>解除</dt><dd>…</dd></div>`
cs-chain            `<ol>` of steps `<li><p class="cs-chain__name">批示 <small>2 次</small></p>…`;
                    a step that was not reached is `li.cs-chain__none`
cs-steps            `<ol>`: trail of reviews or conversions; `li.cs-steps__done`
cs-filter           `<form class="cs-filter" data-cs-filter="#list" hidden>` with `<label>`s
                    round `<select data-key="track">` or `<input data-key="text">` and
                    `<output>`; every child of `#list` (or row of its tbody) carries
                    `data-track="…"`; `text` looks in the words themselves. Shown by script
cs-search           the facets that the script `search-box` puts into Material's search box;
                    with `cs-search-count`, `cs-search-more`, `cs-search-date` in the results
cs-chart            `<figure>` made by `site_builder.charts`
cs-screen           set on `<html>` by the address `…/?wall`: the view for a wall screen; put
                    `cs-screen-hide` on what it should leave out
cs-no-print         left out on paper; `cs-page-break` starts a new sheet
==================  =========================================================================
"""

from __future__ import annotations

from pathlib import Path

DIRECTORY = Path(__file__).parent
"""Folder of template overrides and assets, for MkDocs' `theme.dirs`."""

STYLE = "assets/chunshui/site.css"
"""The style sheet to link: a template that joins the parts beside it (MkDocs' static_templates)."""

SCRIPTS = tuple(f"assets/chunshui/{name}.js" for name in ("filter", "screen", "search-box"))
"""Scripts; every page reads well without them."""
