"""The main path: load → check → score → rank → select → `Snapshot`.

    examine(content, as_of, today)  →  Examination   facts and every finding, nothing scored
    compute(examination)            →  Snapshot      only when no finding is an error

The as-of day decides what is «now»: `as_of` if given, else the office's fixed 截止日期, else the
date of HEAD when the folder holds exactly what HEAD holds, else `today`, which only the command
line knows. So two builds of one commit are the same on any day.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scoring.findings import Finding, has_errors, ordered
from scoring.rulebook_checks import check_rulebooks
from site_builder.cache import Store
from site_builder.git import GitState, Reading
from site_builder.reading.checking import checked
from site_builder.reading.gathering import Progress
from site_builder.reading.repository import Loaded, load

if TYPE_CHECKING:  # a check answers at once: what scores is imported when it is to score
    from scoring.alerts.alert import Alert
    from scoring.ledger import Ledger
    from scoring.model import Corpus
    from scoring.results import Case, Results
    from scoring.sheaf import Sheaf
    from site_builder.snapshot import Pending, Snapshot


@dataclass(frozen=True, slots=True)
class Examination:
    """A content folder read and checked."""

    content: Path
    store: Store | None
    loaded: Loaded
    as_of: date
    git: Reading
    state: GitState
    findings: tuple[Finding, ...]
    workers: int
    """How many processes may compute."""

    @property
    def sound(self) -> bool:
        """Return whether no finding stops the build."""
        return not has_errors(self.findings)


def examine(
    content: Path,
    *,
    today: date,
    as_of: date | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
    workers: int = 1,
) -> Examination:
    """Return the facts of a content folder with all findings about them.

    Neither what the store holds nor the number of workers changes what is returned.
    """
    git = Reading(content, store)
    with _resting_collector():
        loaded = load(content, progress=progress, store=store, workers=workers)
        state = git.state()
        now = loaded.corpus.office.as_of or (state.committed if state.clean else None) or today
        day = as_of or now
        # Looking back at an earlier day must not make what came after it an error.
        found = (*checked(loaded, max(day, now), store), *check_rulebooks(loaded.corpus))
        findings = ordered((*loaded.findings, *found))
    return Examination(content, store, loaded, day, git, state, findings, workers)


def compute(
    examination: Examination, last: Snapshot | None = None, pending: Pending | None = None
) -> Snapshot:
    """Return the snapshot of sound content; call it only when `examination.sound`.

    From the last snapshot it takes what would only come out the same again; `pending` is what is
    under review on branches, where a site shall show it.
    """
    from scoring.hindsight import until
    from scoring.likeness import alike
    from scoring.sheaf import looked_back
    from site_builder.computing.counted import counted_sheaves, scored_mark
    from site_builder.computing.ledgers import ledgers_of, scores_of
    from site_builder.computing.when_asked import ByName, InOrder, worked_out
    from site_builder.review.judged import Judged, first_texts
    from site_builder.snapshot import Snapshot

    as_of, store = examination.as_of, examination.store or Store(None)
    examination.git.look_back()
    with _resting_collector():
        whole = examination.loaded.corpus
        corpus = until(whole, as_of)
        read = examination.loaded.sheaves
        sheaves = tuple(looked_back(read, whole.items, corpus.items, as_of))
        counted = counted_sheaves(corpus, sheaves, store)
        if last is not None and last.as_of == as_of and alike(last.corpus, corpus):
            # Entries lead to rules: let both be of one reading.
            corpus = replace(last.corpus, items=corpus.items)
            ledgers, results = last.ledgers, last.results
        else:
            names, workers = scores_of(corpus), examination.workers
            mark = scored_mark(examination.loaded.others, as_of, counted)
            score = partial(ledgers_of, corpus, as_of, counted, store, workers, mark)
            ledgers = ByName(names, score)
            results = ByName(names, partial(_ranked, corpus, ledgers, as_of, counted, store))
            worked_out("ledgers", store, mark, ledgers)
        figures = notice_figures(examination, (corpus, ledgers, results))
    content, digests = examination.content, examination.loaded.digests
    return Snapshot(
        corpus=corpus,
        as_of=as_of,
        findings=ordered((*examination.findings, *figures)),
        ledgers=ledgers,
        results=results,
        cases=InOrder(partial(_cases, corpus, ledgers, store)),
        bodies=examination.loaded.bodies,
        digests=digests,
        linking=examination.loaded.linking,
        texts=examination.loaded.texts,
        others=examination.loaded.others,
        counted=counted,
        pictures=examination.loaded.pictures,
        history=examination.git.history(),
        commit=examination.state.commit if examination.state.clean else None,
        judged=Judged(content, corpus.items, digests),
        first_texts=first_texts(content, corpus.trails, examination.state.commit, store),
        alerts=InOrder(partial(_alerts, corpus, ledgers, results, as_of)),
        pending=pending,
        sheaves=sheaves,
    )


def _ranked(
    corpus: Corpus,
    ledgers: Mapping[str, Ledger],
    as_of: date,
    sheaves: Sequence[Sheaf],
    store: Store,
) -> Mapping[str, Results]:
    with _resting_collector():
        return {
            name: rank_all(corpus, ledger, as_of, sheaves, store)
            for name, ledger in ledgers.items()
        }


def _cases(corpus: Corpus, ledgers: Mapping[str, Ledger], store: Store) -> tuple[Case, ...]:
    from scoring.ledger import Ledger
    from site_builder.computing.standings import kept_cases

    main = next(iter(ledgers.values()), Ledger("信息", ()))
    return kept_cases(corpus, main, store)


def _alerts(
    corpus: Corpus, ledgers: Mapping[str, Ledger], results: Mapping[str, Results], as_of: date
) -> tuple[Alert, ...]:
    from scoring.alerts.compute import alerts

    return alerts(corpus, ledgers, results, as_of)


def notice_figures(
    examination: Examination,
    scored: tuple[Corpus, Mapping[str, Ledger], Mapping[str, Results]] | None = None,
) -> tuple[Finding, ...]:
    """Return which figures of notices that are not sealed are stale, unknown or left out.

    Only where there are such notices is anything scored; `scored` is what was scored already as of
    the examination's day (`notices.computing.Scored`).
    """
    corpus, bodies = examination.loaded.corpus, examination.loaded.bodies
    if all(notice.id in corpus.seals for notice in corpus.notices):
        return ()
    from site_builder.notices.computing import (
        Computing,
        Scored,
        left_out,
        stale_figures,
        unsealed,
    )

    if not unsealed(corpus, bodies):
        return ()
    known = {} if scored is None else {examination.as_of: Scored(*scored)}
    with _resting_collector():
        computing = Computing(corpus, examination.as_of, known)
        return (*stale_figures(computing, bodies), *left_out(computing, bodies))


_MANY: Final = 100_000
"""Values made; to walk over fewer takes no time that anybody would notice."""


@contextmanager
def _resting_collector() -> Iterator[None]:
    """Keep the garbage collector still while values are made that all live on.

    Facts and entries hold no cycles, yet the collector would walk over the millions of them again
    and again as they grow in number: it takes longer than the scoring itself. Once there are
    many, they are put where it never looks.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
            gc.enable()


def rank_all(
    corpus: Corpus,
    ledger: Ledger,
    as_of: date,
    sheaves: Sequence[Sheaf] = (),
    store: Store | None = None,
) -> Results:
    """Return all standings and honours that follow from one ledger.

    With a store, what did not change since it was last counted is not counted again.
    """
    from scoring.honours import honours
    from scoring.results import Results
    from site_builder.computing.honours import kept_honours
    from site_builder.computing.standings import kept_tables

    kept = store or Store(None)
    ranked = kept_tables(corpus, ledger, as_of, sheaves, kept)
    won = kept_honours(corpus, ledger.score, ranked, kept)
    return Results(ledger.score, ranked, honours(corpus, ranked, as_of, won), as_of)
