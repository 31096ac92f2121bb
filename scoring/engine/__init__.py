"""The engine: facts and rulebooks in, a ledger out.

The order of the steps stands in `scoring.rulebook`. What the printed sets leave open is decided
here once, as an office director would expect it:

**Which rulebook.** The one in force on the fact's own day; of an adoption, on the day of
adoption, unless that rulebook counts by 报送日期: then the item's day decides. 任务 answered on
time count on the day of the answer; late and missing ones on the day they were due. A period's
rules are those in force on its last day. Facts after the as-of day do not exist yet.

**Which units.** 适用 looks at who finally gets the points. An adoption that names units credits
only these. Shares that were not written take even parts of the rest; shares that do not sum to 1
are taken as proportions. 归上级 needs a common parent and otherwise divides evenly. What 归属
moves is one step, and never moves entries of whole periods. An item's fault falls on each of its
units in full: an error is not halved by company.

**取最高** compares what the rules give undivided, with 系数, among the facts of one item under
one rulebook, for each credited unit; equal ones, the earliest. The others stay as entries of 0.

**系数** multiply one after the other; the extra entry stands in the section of what it
multiplies, so that columns and caps see the whole. 加倍 repeats the counted adoption entries.

**倍数** of a clause follows its line that fits the fact, else the one that fits but for what the
citing line itself decides, else the first. A 裁量 outside its range gives 0 and says so; one
whose clause has no range in the rulebook is another score's, or a finding, and leaves no line.
Adoptions, endorsements and faults that no rule of their section scores leave a line of 0.

**作废** writes the counter-entries on the day of the fault, so that published months stay.

**Periods** begin with the first rulebook or the first fact, whichever is later; quotas count
units that exist on the period's last day, with what they inherited, and are charged when the
period has ended. 采用率 and 基础分 hold for units with a 类别 or named by 分组 or 适用.
限额 and 清零 hold at once, in running periods dated on the as-of day; 清零 never lifts a
negative sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from scoring.engine.assignments import Assignments
from scoring.engine.charges import Charges
from scoring.engine.context import Context
from scoring.engine.counting import Counting
from scoring.engine.counts import counts
from scoring.engine.dividing import Dividing
from scoring.engine.items import Items
from scoring.engine.journal import Daybook, Journal
from scoring.engine.limits import Limits
from scoring.engine.lumps import sums
from scoring.engine.outlook import Outlook, outlook
from scoring.engine.periodic import Periodic
from scoring.engine.quotas import charge
from scoring.engine.view import View
from scoring.ledger import Entry, Ledger, Written, in_order
from scoring.model import Corpus
from scoring.periods import Period
from scoring.postings import Columns, Counts, Part, Sheet, Sums
from scoring.sheaf import Sheaf

__all__ = ["Scoring", "score"]


class Scoring:
    """One score of a corpus on a day: in parts, so that what did not change need not be redone.

    `part` may be asked for any of the items; `ledger` wants every item in exactly one part. The
    ledger is the same, entry by entry, however the items are shared out.
    """

    def __init__(
        self, corpus: Corpus, score: str, as_of: date, within: Period | None = None
    ) -> None:
        """Score a corpus as of a day.

        With `within`, what whole periods give is left out for periods that do not touch that one.
        """
        self._view = View(corpus, score, as_of, within)
        self._dividing = Dividing(self._view)

    def marked(self, sheaves: Iterable[Sheaf], program: str) -> Iterator[Sheaf]:
        """Yield sheaves of items with marks that stand for all that their parts follow from.

        `program` stands for this program. A sheaf without a mark stays without.
        """
        context = Context(self._view, program)
        return (sheaf._replace(mark=context.mark(sheaf)) for sheaf in sheaves)

    def part(self, items: Iterable[str], mark: str = "") -> Part:
        """Return what some items give: steps 1 to 5; the mark is theirs as in `marked`."""
        view, daybook, known = self._view, Daybook(), self._view.corpus.items
        writing = Items(view, daybook, self._dividing)
        names = tuple(sorted(items))
        charged: list[str] = []
        view.used.clear()
        for name in names:
            item = known[name]
            writing.enter(item)
            if item.faults or item.judgements:
                charged.append(name)
        made = _Made(view, names, *daybook.written())
        return Part(mark, names, known, frozenset(view.used), tuple(charged), made)

    def ledger(self, parts: Sequence[Part], written: Written | None = None) -> Ledger:
        """Return the ledger: what the parts hold, and what steps 6 to 8 wrote, if not `written`."""
        rest, quotas = self.later(parts) if written is None else written
        return Ledger(self._view.score, rest, self._view.as_of, quotas, tuple(parts))

    def outlook(self, parts: Sequence[Part]) -> Outlook:
        """Return what steps 6 to 8 look at."""
        return outlook(self._view, parts)

    def later(self, parts: Sequence[Part]) -> Written:
        """Return what steps 6 to 8 write, given what the parts hold."""
        view, journal = self._view, Journal(parts)
        charges = Charges(view, journal, self._given)
        Assignments(view, charges).enter()
        charges.faults()
        charges.judgements(self._dividing)
        periodic = Periodic(view, journal)
        counting = Counting(view, (part.counts for part in parts), journal)
        quotas = charge(view, periodic, counting)
        periodic.rates(counting)
        periodic.bases()
        Limits(view, journal).enter(charges.clearings)
        return Written(tuple(journal.written()), quotas)

    def _given(self, items: Iterable[str]) -> list[Entry]:
        """Return what some items gave: of a few, made anew sooner than sought among all."""
        return in_order([self.part(items).whole])


class _Made(NamedTuple):
    """The contents of a part just written; what the later steps want is found when they ask."""

    view: View
    items: tuple[str, ...]
    ready: tuple[Sheet, ...]
    written: Columns

    def sheets(self) -> tuple[Sheet, ...]:
        """Return where in the columns the postings of each day and section stand, in order."""
        return self.ready

    def columns(self) -> Columns:
        """Return the postings."""
        return self.written

    def sums(self) -> Sums:
        """Return the sums of their points."""
        return sums(self.ready, self.written.lines, self.view.wanted)

    def counts(self) -> Counts:
        """Return what was sent and adopted."""
        return counts(self.view, self.items)


def score(corpus: Corpus, score: str, as_of: date, within: Period | None = None) -> Ledger:
    """Return the ledger of one score from all facts up to and including `as_of`.

    With `within`, what whole periods give is left out for periods that do not touch that one.
    """
    scoring = Scoring(corpus, score, as_of, within)
    return scoring.ledger((scoring.part(corpus.items),))
