from __future__ import annotations

import re

import pytest

from site_builder.theme import DIRECTORY, SCRIPTS, STYLE

TEXT_COLOURS = ("ink", "ink-2", "red", "link", "ok", "warn", "two")
GROUNDS = ("paper", "wash", "red-wash")
READABLE = 4.5
SHADES = (0.1, 0.2, 0.31, 0.43)

Colour = tuple[float, float, float]


def _css(name: str) -> str:
    return (DIRECTORY / "assets/chunshui" / name).read_text(encoding="utf-8")


def _scheme(block: str) -> dict[str, Colour]:
    """The colours that a block of tokens.css names."""
    found = {}
    for name, digits in re.findall(r"--cs-([\w-]+): #([0-9a-f]{3}|[0-9a-f]{6});", block):
        full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
        red, green, blue = (int(full[at : at + 2], 16) / 255 for at in (0, 2, 4))
        found[name] = (red, green, blue)
    return found


LIGHT, DARK = (_scheme(part) for part in _css("tokens.css").split("@media screen")[:2])


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: Colour, two: Colour) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _over(top: Colour, ground: Colour, opacity: float) -> Colour:
    red, green, blue = (t * opacity + g * (1 - opacity) for t, g in zip(top, ground, strict=True))
    return (red, green, blue)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT_COLOURS)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(
    scheme: dict[str, Colour], text: str, ground: str
) -> None:
    assert _contrast(scheme[text], scheme[ground]) >= READABLE


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_are_readable_in_the_darkest_cell_of_a_heat_map(
    scheme: dict[str, Colour],
) -> None:
    written = re.findall(r"cs-svg__h[1-4] { fill-opacity: ([.\d]+);", _css("charts.css"))
    assert tuple(float(opacity) for opacity in written) == SHADES
    for opacity in SHADES:
        cell = _over(scheme["two"], scheme["paper"], opacity)
        assert _contrast(scheme["ink"], cell) >= READABLE


def test_both_schemes_name_the_same_colours() -> None:
    assert sorted(LIGHT) == sorted(DARK)


PARTS = sorted(path.relative_to(DIRECTORY).as_posix() for path in DIRECTORY.rglob("*.css"))


def test_the_style_sheet_joins_every_part_once() -> None:
    joined = re.search(r"in \((.*?)\)", (DIRECTORY / STYLE).read_text(encoding="utf-8"))
    assert joined is not None
    named = [f"assets/chunshui/{name}.css" for name in re.findall(r'"(\w+)"', joined[1])]
    assert sorted([*named, STYLE]) == PARTS


@pytest.mark.parametrize("asset", [*PARTS, *SCRIPTS])
def test_every_asset_that_is_linked_is_there_and_asks_for_nothing_outside(asset: str) -> None:
    text = (DIRECTORY / asset).read_text(encoding="utf-8")
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)
