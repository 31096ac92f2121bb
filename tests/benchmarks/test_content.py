"""The generated office is the same for the same seed, and one that an office could have."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks.content import generate
from tests.benchmarks.generated.variety import variety
from tests.support import ROOT, GitRepository, digests, run_chunshui

ITEMS = 400


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    generate(folder, ITEMS, history=True)
    return folder


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(
    office: Path, tmp_path: Path
) -> None:
    generate(tmp_path / "again", ITEMS)
    generate(tmp_path / "other", ITEMS, seed=7)
    first = digests(office / "content")
    assert digests(tmp_path / "again/content") == first
    assert digests(tmp_path / "other/content").keys() != first.keys()


def test_nothing_is_found_but_overlapping_rules_and_old_names_of_units(office: Path) -> None:
    done = run_chunshui("check", "--format", "json", cwd=office)
    findings = json.loads(done.stdout)
    assert {each["code"] for each in findings} == {"R305", "S807"}
    assert done.returncode == 0


def test_ten_years_have_a_rulebook_each_and_no_error(tmp_path: Path) -> None:
    generate(tmp_path, 300, per_year=30)
    done = run_chunshui("check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert len(list((tmp_path / "content/items").iterdir())) == 10
    assert len(list((tmp_path / "content/rulebooks").iterdir())) == 20


def test_with_reviews_every_item_has_passed_and_every_record_is_true(tmp_path: Path) -> None:
    generate(tmp_path, 60, history=True, reviews=True)
    assert len(list(tmp_path.glob("content/reviews/2025/*/*.yml"))) == 60
    done = run_chunshui("review", "verify", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    # First texts that were sent back are not in the history.
    assert {each["code"] for each in json.loads(done.stdout)} == {"V423"}


def test_bodies_are_as_varied_as_the_demonstration(office: Path) -> None:
    real = variety(ROOT / "content")
    made = variety(office / "content", real.characters)
    assert made.characters == real.characters
    assert made.pairs >= real.pairs * 0.95
    assert made.zlib >= real.zlib * 0.95


def test_titles_differ_and_few_units_send_much(office: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in office.glob("content/items/**/*.md")]
    assert len(texts) == ITEMS
    titles = [re.findall(r"^(?:title|标题): (.*)", text, re.M)[0] for text in texts]
    assert len(set(titles)) == ITEMS
    senders = Counter(
        unit for text in texts for unit in re.findall(r"^(?:author|作者): \[?([^/]+)", text, re.M)
    )
    busiest = sum(count for _, count in senders.most_common(20))
    assert busiest > ITEMS * 0.4


def test_the_repository_holds_what_lies_in_the_folder(office: Path) -> None:
    git = GitRepository(office).git
    assert git("status", "--porcelain") == ""
    changes = git("log", "--format=", "--name-only", "--", "content/items").splitlines()
    assert len(set(changes)) == ITEMS
    assert len(changes) > ITEMS * 1.3
