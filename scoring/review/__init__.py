"""审核: which tiers an item must pass, what each decision counts for, and where it stands now.

    workflow    the rules of review as data: tiers, paths, deputies, the fast lane, working days
    record      what was decided, by whom, on which exact text: a `Trail` of `Review`s per item
    holders     who may fill a tier of an item on a day: by role, unit and day, or as a deputy
    progress    the rules applied to a trail: which reviews count, what is open, who can give it
    fast        by whose decision an item may go out before all of its tiers have decided
    figures     a month of reviews in numbers: rounds, time per tier, reasons by unit

A review is a fact and is never deleted; whether it counts is computed. So a trail may hold
approvals out of turn, of another text, or by nobody entitled: `progress` says of each why it does
not count.
"""
