"""Rules in plain Chinese, for reading aloud against the paper, with a small computed example."""

from __future__ import annotations

from scoring.rules import Rule
from scoring.wording import facts, periods
from scoring.wording.examples import EXAMPLES
from scoring.wording.phrases import Sayer

_SAYERS: dict[type[Rule], Sayer] = {**facts.SAYERS, **periods.SAYERS}


def sentence(rule: Rule, measure: str = "分") -> str:
    """Return what a rule says as one Chinese sentence, e.g. «《税务总局简报》采用的，每篇记30分。»

    `measure` is the rulebook's 计量.
    """
    return f"{_SAYERS[type(rule)](rule, measure)}。"


def worked_example(rule: Rule, measure: str = "分") -> str:
    """Return a small computed example of a rule, e.g. «例：采用3篇，共记90分。»"""
    return f"例：{EXAMPLES[type(rule)](rule, measure)}。"


__all__ = ["sentence", "worked_example"]
