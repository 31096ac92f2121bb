"""The house's rules, read from the source itself: who may import whom, and what stays small.

A test here fails with the file and line that broke the rule. The tables at the top are the rules.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.sources import all_imports, called, calls, functions, sources, tracked_files, tree
from tests.support import ROOT

PACKAGES = ("scoring", "site_builder")
MAX_MODULE_LINES = 400
P95_FUNCTION_LINES = 40

TOP_LEVEL = {
    ".ci", ".gitattributes", ".github", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile",
    "README.md", "content", "mkdocs.yml", "pyproject.toml", "requirements.txt", "scoring",
    "site_builder", "tests",
}  # fmt: skip

# All that the pure package may import besides itself: values in, values out.
PURE = {
    "__future__", "abc", "bisect", "calendar", "collections", "collections.abc", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib",
    "heapq", "itertools", "operator", "re", "string", "struct", "types", "typing", "unicodedata",
}  # fmt: skip
# Of modules that also make floats only what keeps whole numbers whole.
PURE_NAMES = {"math": {"gcd", "lcm"}}
PURE_BUILTINS_REFUSED = {"open", "print", "input", "float", "eval", "exec", "__import__"}

# Markup helpers: text in, text out.
MARKUP = {
    "site_builder.agenda", "site_builder.charts", "site_builder.feeds", "site_builder.markup",
    "site_builder.prose", "site_builder.templating",
}  # fmt: skip

# What the manual's pages print about the program itself: its fields, its published comparisons.
MANUAL = {"site_builder.published", "site_builder.schema"}

# Earlier work kept from build to build, and work shared among processes.
KEEPING = {"site_builder.cache", "site_builder.workers"}

# What is on the left (a name ending in / is a folder) imports, of our own modules, only what is on
# the right and what lies below. Each on the right is itself on the left: nothing comes round.
LAYERS = {
    "site_builder/agenda.py": set(),
    "site_builder/prose.py": {"scoring", *MARKUP},
    "site_builder/charts.py": {"scoring", *MARKUP},
    "site_builder/feeds.py": {"scoring", *MARKUP},
    "site_builder/markup.py": {"scoring", *MARKUP},
    "site_builder/templating.py": set(),
    "site_builder/snapshot.py": {"scoring"},
    "site_builder/pages/": {
        "scoring", "site_builder.snapshot", "site_builder.pages", *MARKUP, *MANUAL,
        "site_builder.review.words",
    },
    "site_builder/review/words.py": {"scoring", *MARKUP},
    "site_builder/shell/html.py": {"site_builder.pages"},
    "site_builder/shell/places.py": {"site_builder.pages", "site_builder.shell.html"},
    "site_builder/shell/frames.py": {
        "site_builder.pages", "site_builder.shell.html", "site_builder.shell.places", *MARKUP,
    },
    "site_builder/shell/sitemap.py": MARKUP,
    "site_builder/shell/site.py": {
        "site_builder.pages", "site_builder.shell.frames", "site_builder.shell.html",
        "site_builder.shell.places", "site_builder.shell.sitemap",
    },
    "site_builder/exports/": {"scoring", "site_builder.snapshot", "site_builder.exports", *MARKUP},
    "site_builder/documents/": {"scoring", "site_builder.documents", *MARKUP},
    "site_builder/reminding/": {"scoring", "site_builder.reminding"},
    "site_builder/federation/": {"scoring", "site_builder.exports", "site_builder.federation"},
    "site_builder/search/": {
        "scoring", "site_builder.snapshot", "site_builder.pages", *MARKUP, *KEEPING,
        "site_builder.search",
    },
    "site_builder/parsing/": {"scoring", "site_builder.screening.wording", "site_builder.parsing"},
    "site_builder/schema/": {"scoring", "site_builder.parsing", "site_builder.schema"},
    "site_builder/screening/wording.py": {"scoring"},
    "site_builder/screening/numbers.py": set(),
    "site_builder/screening/secrecy.py": set(),
    "site_builder/screening/screen.py": {
        "scoring", "site_builder.parsing", "site_builder.screening.numbers",
        "site_builder.screening.secrecy", "site_builder.screening.wording",
    },
    "site_builder/reading/": {
        "scoring", "site_builder.snapshot", "site_builder.parsing", "site_builder.schema",
        "site_builder.screening.screen", "site_builder.screening.wording", *KEEPING,
        "site_builder.reading",
    },
    "site_builder/published/": {"scoring", "site_builder.reading", "site_builder.published"},
    "site_builder/computing/": {"scoring", *KEEPING, "site_builder.computing"},
    "site_builder/cache/": {"site_builder.git", "site_builder.cache"},
    "site_builder/git/": {"site_builder.snapshot", "site_builder.git"},
    "site_builder/workers.py": set(),
}

# A module on the left is imported only by the files on the right.
ONLY_IN = {
    "mkdocs": {"site_builder/mkdocs_adapter.py"},
    "subprocess": {"site_builder/review/signatures.py"},
    "site_builder.cli": {"site_builder/__main__.py", "site_builder/cli/"},
    "click": {"site_builder/__main__.py", "site_builder/cli/"},
    "random": set(),
    "secrets": set(),
    "uuid": set(),
    "locale": set(),
    "requests": set(),
    "urllib.request": {"site_builder/federation/places.py", "site_builder/review/forges/http.py"},
    "http.client": {"site_builder/federation/places.py", "site_builder/review/forges/http.py"},
    "site_builder.review.forges": {"site_builder/review/forges/", "site_builder/cli/"},
    "pyarrow": {"site_builder/exports/parquet.py"},
    "smtplib": {"site_builder/reminding/post.py"},
    "icalendar": {"site_builder/agenda.py"},
}

# Only where a run begins may the program ask for the time; `mkdocs build` begins in the adapter.
CLOCK = ("site_builder/cli/", "site_builder/mkdocs_adapter.py")
CLOCK_CALLS = {"now", "today", "utcnow", "time_ns"}

_DIRECTORIES = "work|root|home|Users|opt|tmp/venv"
MACHINE_PATH = re.compile(rf"(?<![\w.~/:$}}*-])/(?:{_DIRECTORIES})/[\w.]")
REGISTRY_HOST = re.compile(
    "|".join(
        re.escape(part[0] + "." + part[1])
        for part in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
                     ("npmmirror", "com"), ("crates", "io"), ("pypi", "tuna"),
                     ("golang", "org"), ("rubygems", "org")]
    )
)  # fmt: skip


def below(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def within(path: str, places: set[str] | tuple[str, ...]) -> bool:
    """Whether a file is one of the places or lies in a folder among them (written with a /)."""
    return any(path == place or (place[-1] == "/" and path.startswith(place)) for place in places)


@pytest.mark.parametrize("package", (*PACKAGES, "tests"))
def test_there_is_something_to_look_at(package: str) -> None:
    assert sources(package)


def test_scoring_imports_only_itself_and_pure_standard_modules() -> None:
    wrong = [
        found for found in all_imports("scoring")
        if found.module not in {*PURE, *PURE_NAMES} and not below(found.module, {"scoring"})
    ]  # fmt: skip
    assert wrong == []


def test_scoring_takes_from_mixed_modules_only_what_is_exact() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name in sources("scoring")
        for node in ast.walk(tree(name))
        if (isinstance(node, ast.ImportFrom) and node.module in PURE_NAMES
            and not {alias.name for alias in node.names} <= PURE_NAMES[node.module])
        or (isinstance(node, ast.Import)
            and not PURE_NAMES.keys().isdisjoint(alias.name for alias in node.names))
    ]  # fmt: skip
    assert wrong == []


def test_scoring_neither_reads_nor_prints_nor_evaluates() -> None:
    wrong = [
        f"{name}:{node.lineno}: {node.id}"
        for name in sources("scoring")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Name) and node.id in PURE_BUILTINS_REFUSED
    ]
    assert wrong == []


def test_scoring_knows_no_floating_point_number() -> None:
    wrong = [
        f"{name}:{node.lineno}: {node.value}"
        for name in sources("scoring")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
    ]
    assert wrong == []


def test_only_the_start_of_a_run_asks_what_time_it_is() -> None:
    wrong = [
        f"{name}:{node.lineno}: {called(node)}()"
        for name in sources(*PACKAGES)
        if not within(name, CLOCK)
        for node in calls(name)
        if called(node) in CLOCK_CALLS
    ]
    assert wrong == []


@pytest.mark.parametrize("place", LAYERS)
def test_each_layer_sees_only_what_lies_below(place: str) -> None:
    wrong = [
        found for found in all_imports(*PACKAGES)
        if within(found.path, {place})
        and below(found.module, set(PACKAGES)) and not below(found.module, LAYERS[place])
    ]  # fmt: skip
    assert wrong == []


def test_what_a_layer_sees_is_itself_held_to_one() -> None:
    seen = {module.replace(".", "/") for allowed in LAYERS.values() for module in allowed}
    held = {place.removesuffix("/").removesuffix(".py") for place in LAYERS}
    assert seen - held == {"scoring"}


@pytest.mark.parametrize("module", ONLY_IN)
def test_an_edge_has_one_door(module: str) -> None:
    wrong = [
        found for found in all_imports(*PACKAGES)
        if below(found.module, {module}) and not within(found.path, ONLY_IN[module])
    ]  # fmt: skip
    assert wrong == []


def test_what_the_program_imports_is_declared_in_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(line for extra in extras for line in extra)]
    declared = {canonicalize_name(Requirement(line).name) for line in asked}
    providers = packages_distributions()
    wrong = [
        found for found in all_imports(*PACKAGES)
        if (top := found.module.partition(".")[0]) not in {*PACKAGES, *sys.stdlib_module_names}
        and not declared & {canonicalize_name(name) for name in providers.get(top, [])}
    ]  # fmt: skip
    assert wrong == []


def test_modules_stay_small() -> None:
    wrong = {
        name: length for name in sources(*PACKAGES, "tests")
        if (length := len((ROOT / name).read_text(encoding="utf-8").splitlines()))
        > MAX_MODULE_LINES
    }  # fmt: skip
    assert wrong == {}


def test_functions_stay_short() -> None:
    lengths = sorted(
        ((node.end_lineno or 0) - node.lineno + 1, f"{name}:{node.lineno}: {node.name}")
        for name in sources(*PACKAGES)
        for node in functions(name)
    )
    too_long = [found for found in lengths if found[0] > P95_FUNCTION_LINES]
    assert len(too_long) <= len(lengths) // 20, too_long


def test_public_classes_and_functions_say_what_they_are() -> None:
    wrong = [
        f"{name}:{node.lineno}: {node.name}"
        for name in sources(*PACKAGES)
        for node in tree(name).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert wrong == []


def _mode(node: ast.Call, position: int) -> str:
    given = [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    value = (given or node.args[position : position + 1] or [ast.Constant("r")])[0]
    return str(value.value) if isinstance(value, ast.Constant) else ""


def _opens_text(node: ast.Call) -> bool:
    """Whether a call reads or writes text and so must say in which encoding."""
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    as_text = [keywords.get(name) for name in ("text", "universal_newlines")]
    if any(isinstance(value, ast.Constant) and value.value is True for value in as_text):
        return True
    if called(node) in {"read_text", "write_text"}:
        return True
    if called(node) != "open":
        return False
    # path.open(mode), but also archive.open(member), which is always bytes
    mode = _mode(node, 0 if isinstance(node.func, ast.Attribute) else 1)
    return re.fullmatch(r"[rwaxt+]+", mode) is not None


def test_text_is_opened_with_an_encoding() -> None:
    wrong = [
        f"{name}:{node.lineno}: {called(node)}()"
        for name in sources(*PACKAGES, "tests")
        for node in calls(name)
        if _opens_text(node) and "encoding" not in {keyword.arg for keyword in node.keywords}
    ]
    assert wrong == []


def test_the_top_of_the_repository_holds_only_what_belongs_there() -> None:
    assert {Path(name).parts[0] for name in tracked_files()} - TOP_LEVEL == set()


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST], ids=["path", "registry"])
def test_no_file_names_a_machine_or_a_package_registry(pattern: re.Pattern[str]) -> None:
    wrong = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in tracked_files()
        for number, line in enumerate(_lines(name), 1)
        if pattern.search(line)
    ]
    assert wrong == []


def _lines(name: str) -> list[str]:
    content = (ROOT / name).read_bytes()
    return [] if b"\0" in content else content.decode("utf-8", "replace").splitlines()
