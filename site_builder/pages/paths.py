"""Where each page lies. Words in paths go through `segment`; periods are ASCII."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from scoring.model import Item
from scoring.periods import Period
from site_builder.markup import segment

HOME = "index.md"
SCREEN = "screen/index.md"
ITEMS = "items/index.md"
TAGS = "tags/index.md"
RANKINGS = "rankings/index.md"
HEAT = "rankings/heat/index.md"
NOTICES = "notices/index.md"
UNITS = "units/index.md"
PEOPLE = "people/index.md"
PUBLICATIONS = "publications/index.md"
BULLETINS = "bulletins/index.md"
ENDORSEMENTS = "endorsements/index.md"
ASSIGNMENTS = "assignments/index.md"
BOARD = "board/index.md"
TASKS = "board/tasks/index.md"
PROGRESS = "board/progress/index.md"
PROBLEMS = "board/problems/index.md"
COMMISSIONS = "board/commissions/index.md"
CHALLENGES = "board/challenges/index.md"
SUGGESTIONS = "board/suggestions/index.md"
CALENDAR = "board/due.ics"
RECORDS = "records/index.md"
REVIEWS = "reviews/index.md"
CASES = "cases/index.md"
HONOURS = "honours/index.md"
RULEBOOKS = "rulebooks/index.md"
FEATURES = "rulebooks/features/index.md"
RECOMPUTED = "rulebooks/recomputed/index.md"
ALERTS = "alerts/index.md"
ACTIONS = "actions/index.md"
CONVERSIONS = "conversions/index.md"
NETWORK = "network/index.md"
FINDINGS = "quality/index.md"
CODES = "quality/codes/index.md"
FIELDS = "guide/fields/index.md"
DATA = "data/index.md"
SEARCH = "search/index.md"
GUIDE = "guide/index.md"


def item(fact: Item) -> str:
    """Return the path of an item's page."""
    return f"{_folder(fact.date)}{segment(fact.id)}/index.md"


@lru_cache(maxsize=16384)
def _folder(day: date) -> str:
    """Return the folder of the items of a day's month."""
    return f"items/{day.year:04}/{day.month:02}/"


def within(home: str, *folders: str, number: int = 1) -> str:
    """Return the path of a page in folders below another page; long lists have several numbers."""
    further = () if number == 1 else (f"list-{number}",)
    return "/".join((home.removesuffix("/index.md"), *folders, *further, "index.md"))


def month(period: Period, number: int = 1) -> str:
    """Return the path of a month's list of items."""
    return within(ITEMS, f"{period.start:%Y}", f"{period.start:%m}", number=number)


def tag(word: str) -> str:
    """Return the path of a tag's page."""
    return f"tags/{segment(word)}/index.md"


def ranking(period: Period, part: str = "") -> str:
    """Return the path of a period's ranking, or of its part (people, publications)."""
    return f"rankings/{period.id}/{part + '/' if part else ''}index.md"


def notice(period: Period) -> str:
    """Return the path of a period's notice."""
    return f"notices/{period.id}/index.md"


def unit(name: str) -> str:
    """Return the path of a unit's page."""
    return f"units/{segment(name)}/index.md"


def account(home: str, year: int, month: int = 0, number: int = 1) -> str:
    """Return the path of the ledger of one year, or of its month, of the page of its holder."""
    return within(home, str(year), *([f"{month:02}"] if month else []), number=number)


def person(identity: str) -> str:
    """Return the path of a person's page."""
    return f"people/{'/'.join(map(segment, identity.split('/')))}/index.md"


def publication(name: str) -> str:
    """Return the path of a publication's page."""
    return f"publications/{segment(name)}/index.md"


def bulletin(identity: str) -> str:
    """Return the path of the page of one issue of an own bulletin."""
    return f"bulletins/issue/{segment(identity)}/index.md"


def leader(name: str) -> str:
    """Return the path of a leader's page."""
    return f"endorsements/{segment(name)}/index.md"


def assignment(identity: str) -> str:
    """Return the path of an assignment's page."""
    return f"assignments/{segment(identity)}/index.md"


def due(unit: str, ending: str) -> str:
    """Return the path of the calendar (`ics`) or the feed (`xml`) of what a unit owes."""
    return f"units/{segment(unit)}/due.{ending}"


def guide(file: str) -> str:
    """Return the path of a page of the guide, by its file name."""
    stem = segment(file.removesuffix(".md"))
    return GUIDE if stem == "index" else f"guide/{stem}/index.md"


def text(file: str) -> str:
    """Return the path of a hand-written page of the office, by its path in the content folder."""
    return "/".join(map(segment, file.removesuffix(".md").split("/"))) + "/index.md"


def reviews(month: Period) -> str:
    """Return the path of a month of reviews in numbers."""
    return f"reviews/{month.id}/index.md"


def rulebook(identity: str) -> str:
    """Return the path of a rulebook's page."""
    return f"rulebooks/{segment(identity)}/index.md"
