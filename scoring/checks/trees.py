"""Rules about what leads to something else: parents, 沿革 and sources never come round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.catalogue import facts
from scoring.findings import Finding
from scoring.model import Corpus
from scoring.outline import Trait, leading


def cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the cycles that a walk through a graph closes, each from its smallest name.

    Every edge is walked once, so time is linear; of cycles that share edges one may stand for
    the others, and mending it brings the next to light.
    """
    done: set[str] = set()
    for start in sorted(graph):
        if start in done:
            continue
        path = [start]
        place = {start: 0}
        waiting = [iter(graph[start])]
        while waiting:
            for following in waiting[-1]:
                if following in place:
                    yield _from_smallest(path[place[following] :])
                elif following in graph and following not in done:
                    place[following] = len(path)
                    path.append(following)
                    waiting.append(iter(graph[following]))
                    break
            else:
                waiting.pop()
                finished = path.pop()
                del place[finished]
                done.add(finished)


def _from_smallest(cycle: Sequence[str]) -> tuple[str, ...]:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])


def _chain(cycle: Sequence[str]) -> str:
    return " → ".join((*cycle, cycle[0]))


def unit_cycle(corpus: Corpus) -> Iterator[Finding]:
    """No unit is above itself."""
    graph = {
        unit.id: () if unit.parent is None else (unit.parent,) for unit in corpus.units.values()
    }
    for cycle in cycles(graph):
        yield facts.UNIT_CYCLE.at(corpus.units[cycle[0]].source, chain=_chain(cycle))


def lineage_cycle(corpus: Corpus) -> Iterator[Finding]:
    """No unit becomes itself again."""
    graph = {
        unit.id: () if unit.lineage is None else (unit.lineage.into,)
        for unit in corpus.units.values()
    }
    for cycle in cycles(graph):
        yield facts.LINEAGE_CYCLE.at(corpus.units[cycle[0]].source, chain=_chain(cycle))


def source_cycle(corpus: Corpus) -> Iterator[Finding]:
    """No item is worked up from itself."""
    graph = {key: told.sources for key, told in leading(corpus.items, Trait.SOURCES)}
    for cycle in cycles(graph):
        yield facts.SOURCE_CYCLE.at(corpus.items[cycle[0]].source, chain=_chain(cycle))


CHECKS: Final = (unit_cycle, lineage_cycle, source_cycle)
