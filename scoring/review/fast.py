"""先发后审: by whose decision an item may go out before all of its tiers have decided."""

from __future__ import annotations

from scoring.model import Corpus, Item
from scoring.review.paths import is_fast
from scoring.review.progress import Progress, State
from scoring.review.record import Review
from scoring.review.workflow import Workflow


def opener(workflow: Workflow, corpus: Corpus, item: Item, now: Progress) -> Review | None:
    """Return the 通过 that opened the fast lane to an item under review, None where it is shut.

    The tier that the lane names must have passed, in the name of somebody with one of its roles.
    """
    lane = workflow.fast_lane
    if lane is None or now.state is not State.OPEN or not is_fast(workflow, item):
        return None
    for each in now.tiers:
        review = each.review
        if each.tier.name != lane.after or review is None:
            continue
        person = corpus.people.get(review.instead_of or review.person)
        entitled = person is not None and not lane.roles.isdisjoint(person.roles)
        if entitled and each.filled:
            return review
    return None
