"""A site is the same bytes whether MkDocs builds all of it or only the theme's frames."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support import GitRepository, digests, run_chunshui, run_mkdocs

ITEM = """---
title: "“{title}” & <b>1 < 2</b> 'x'"
unit: {unit}
date: 2026-02-0{day}
---
{body}
"""
TEXT = "---\ntitle: 说明 & <i>\n---\n# 第一\n\n### 深\n\n## 浅 *斜* `码`\n\n一段。\n"
HOOK = """
def on_config(config):
    config.extra["remark"] = "加在模板里的话"
    return config

def on_page_context(context, page, config, nav):
    context["depth"] = page.url.count("/")
    return context

def on_post_page(output, page, config):
    return output.replace("</body>", "<!-- 加在最后的话 --></body>")
"""
COPYRIGHT = """\
<p class="own" data-page="{{ page.url }}" data-depth="{{ depth }}">{{ config.extra.remark }}</p>
{% if page and page.meta.title %}
<p title="{{ page.meta.title | e }}">{{ page.update_date }}</p>
{% endif %}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office with settings, a theme and a hook of its own, and words that look like markup."""
    folder = tmp_path / "office"
    assert run_chunshui("init", folder, cwd=tmp_path).returncode == 0
    for dated_today in folder.glob("content/items/**/*.md"):
        dated_today.unlink()
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {
        "site_url": "https://example.invalid/a&b/信息",
        "repo_url": "https://github.com/example/office",
        "hooks": ["hook.py"],
        "extra_css": ["own.css"],
    }
    settings["theme"]["custom_dir"] = "own"
    settings["theme"]["features"] += [
        "navigation.footer",
        "navigation.path",
        "content.action.edit",
    ]
    units = yaml.safe_load((folder / "content/registry/units.yml").read_text(encoding="utf-8"))
    unit = units[3]["name"]
    files = {
        "mkdocs.yml": yaml.safe_dump(settings, allow_unicode=True, sort_keys=False),
        "hook.py": HOOK,
        "own/own.css": "p.own {color: red}",
        "own/partials/copyright.html": COPYRIGHT,
        "content/about/说明.md": TEXT,
    } | {
        f"content/items/2026/02/2026020{day}-题{day}.md": ITEM.format(
            title=f"题{day}", unit=unit, day=day, body="# 节\n\n一\n二\n\n> 引\n" * day
        )
        for day in (1, 2, 3)
    }
    GitRepository(folder).commit(files, date="2026-02-10")
    return folder


def test_an_office_with_a_theme_of_its_own_is_the_same_both_ways(
    office: Path, tmp_path: Path
) -> None:
    done = run_chunshui("build", "--output", tmp_path / "ours", cwd=office)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run_mkdocs(office, tmp_path / "theirs")
    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = digests(tmp_path / "ours"), digests(tmp_path / "theirs")
    assert [path for path in theirs if ours.get(path) != theirs[path]] == []
    assert ours.keys() == theirs.keys()
    page = next((tmp_path / "ours/items/2026/02").glob("*题3/index.html")).read_text(
        encoding="utf-8"
    )
    for words in ("加在模板里的话", "加在最后的话", 'rel="canonical"', "2026-02-10"):
        assert words in page
    assert "<b>1" not in page
    listed = (tmp_path / "ours/items/index.html").read_text(encoding="utf-8")
    assert "md-footer__link--next" in listed
    assert b"<lastmod>2026-02-10</lastmod>" in (tmp_path / "ours/sitemap.xml").read_bytes()
