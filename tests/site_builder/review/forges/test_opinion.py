"""The words of a review's text, and answers of a forge that nobody expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.review.record import Decision
from site_builder.review.forges.fields import pull_request
from site_builder.review.forges.gitea import Gitea
from site_builder.review.forges.gitee import review_rows
from site_builder.review.forges.github import GitHub
from site_builder.review.forges.gitlab import decisions
from site_builder.review.forges.interface import ForgeError, ReviewState
from site_builder.review.forges.opinion import NO_REASON, Opinion, opinion

TIERS = ("办公室主任", "分管局领导", "主要领导")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", Opinion(Decision.PASS, None, None)),
        ("写得好。", Opinion(Decision.PASS, None, None)),
        ("同意\r\n通过：分管局领导", Opinion(Decision.PASS, "分管局领导", None)),
        ("通过: 主要领导。", Opinion(Decision.PASS, "主要领导", None)),
        ("通过：局长", Opinion(Decision.PASS, None, None)),
        ("> 通过：主要领导", Opinion(Decision.PASS, None, None)),
    ],
)
def test_an_approval_may_name_its_tier(body: str, expected: Opinion) -> None:
    assert opinion(ReviewState.APPROVED, body, TIERS) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", Opinion(Decision.RETURN, None, NO_REASON)),
        ("数据没有出处\n第二行", Opinion(Decision.RETURN, None, "数据没有出处")),
        ("退改：数据没有出处", Opinion(Decision.RETURN, None, "数据没有出处")),
        ("退改：主要领导\n太长", Opinion(Decision.RETURN, "主要领导", "太长")),
        ("- 太长\n- 重审：办公室主任", Opinion(Decision.RETURN, None, "太长", ("办公室主任",))),
        (
            "太长\n重审：办公室主任、主要领导。",
            Opinion(Decision.RETURN, None, "太长", ("办公室主任", "主要领导")),
        ),
        ("太长\n重审：局长", Opinion(Decision.RETURN, None, "太长", ())),
        ("不采用", Opinion(Decision.REJECT, None, NO_REASON)),
        ("不采用：选题已有\n重审：主要领导", Opinion(Decision.REJECT, None, "选题已有")),
    ],
)
def test_a_wish_for_changes_says_why_and_who_looks_again(body: str, expected: Opinion) -> None:
    assert opinion(ReviewState.CHANGES, body, TIERS) == expected


@given(st.sampled_from(ReviewState), st.text(alphabet="通过退改不采用重审：:\n> -办公室主任、"))
def test_no_text_makes_a_decision_of_what_is_none(state: ReviewState, body: str) -> None:
    found = opinion(state, body, TIERS)
    if state is ReviewState.APPROVED:
        assert found is not None and found.decision is Decision.PASS
    elif state is ReviewState.CHANGES:
        assert found is not None and found.decision is not Decision.PASS and found.reason
    else:
        assert found is None


_WORDS = (
    "id user login state body commit_id submitted_at created_at updated_at system author username "
    "dismissed assignees accept head base sha head_commit_sha number"
)
_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS.split()), inner)
    ),
    max_leaves=30,
)


@given(_JUNK)
def test_answers_of_any_shape_do_no_harm(junk: object) -> None:
    assert GitHub.review_row(junk).state in ReviewState
    assert Gitea.review_row(junk).state in ReviewState
    assert len(decisions([junk], [junk], set())) <= 1
    assert all(row.commit is None for row in review_rows(junk, [], [junk]))
    with pytest.raises(ForgeError):
        pull_request(junk)
