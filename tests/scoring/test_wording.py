"""Every rule of every set says itself in Chinese, with an example that the engine agrees with."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.rulebook import Rulebook, rules_of
from scoring.wording import sentence, worked_example
from site_builder.reading.repository import load_rulebook
from tests.scoring.case_folder import CASES


def _book(path: Path) -> Rulebook:
    book, findings = load_rulebook(path)
    assert book is not None
    assert not findings
    return book


BOOKS = {
    str(path.relative_to(CASES).with_suffix("")): _book(path)
    for path in sorted(CASES.glob("*/rulebook*.md"))
}


@pytest.mark.parametrize("name", BOOKS)
def test_every_rule_has_a_sentence_and_an_example(name: str) -> None:
    book = BOOKS[name]
    for rule in rules_of(book):
        said, shown = sentence(rule, book.measure), worked_example(rule, book.measure)
        assert said.endswith("。"), rule.clause
        assert shown.startswith("例："), rule.clause
        for text in (said, shown):
            assert "None" not in text
            assert "，，" not in text
            assert "：。" not in text


def test_different_rules_of_a_rulebook_say_different_things() -> None:
    for name, book in BOOKS.items():
        said = [(rule.clause, sentence(rule, book.measure)) for rule in rules_of(book)]
        assert len(set(said)) == len(said), name


SPOKEN = {
    ("RB01/rulebook", 0): (
        "简讯被《昨日情况》采用的，每篇记1分。",
        "例：采用3次，共记3分。",
    ),
    ("RB02/rulebook", 4): (
        "经转报被《政务信息动态》以单篇形式采用的，每篇记50分。",
        "例：采用3次，共记150分。",
    ),
    ("RB03/rulebook", 0): (
        "理论文章、调研参考被省级刊物采用的，每篇按“第二条（五）”的2倍记。",
        "例：“第二条（五）”为10分的，记20分。",
    ),
    ("RB20/rulebook", 0): (
        "单项任务单位，各项扣分乘以2。",
        "例：原扣10分的，改扣20分。",
    ),
    ("RB36/rulebook", 2): (
        "每年被采用（只算县级刊物采用的）：科室12条；每超1条记20元；每缺1条扣30元。",
        "例：科室的单位，11条为没有完成，扣30元；12条为完成；14条为完成，记40元。",
    ),
    ("RB39/rulebook", 0): (
        "《石大校报》采用的，每满100字记5分。",
        "例：899字按8个100字算，记40分。",
    ),
    ("extra-endorsements/rulebook-2024", 2): (
        "省长作出肯定性批示的，该件采用得分变为2倍；没有采用的不适用。",
        "例：采用得10分的，另记10分。",
    ),
    ("extra-scales/rulebook", 5): (
        "按最高分：组内得分最高的为25分，其余按得分与最高分之比折算。",
        "例：组内最高80分，本单位60分，按最高分为18.75。",
    ),
}


@pytest.mark.parametrize(("where", "spoken"), SPOKEN.items(), ids=[str(key) for key in SPOKEN])
def test_sentences_read_as_an_office_would_say_them(
    where: tuple[str, int], spoken: tuple[str, str]
) -> None:
    book = BOOKS[where[0]]
    rule = rules_of(book)[where[1]]
    assert (sentence(rule, book.measure), worked_example(rule, book.measure)) == spoken
