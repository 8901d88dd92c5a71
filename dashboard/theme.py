"""Colours: one per side of the conflict, the same on every page, for a light and a dark background.

The two sets were found by search for the largest distance between any two colours under normal and colour-blind
vision. They are for graphics; text keeps the theme's text colour.
"""

from __future__ import annotations

from dataclasses import dataclass

SIDES = ("government", "opposition", "islamic_state", "kurdish_led", "foreign_state", "other")
SIDE_WORDS = dict(
    zip(SIDES, ("government side", "opposition", "Islamic State", "Kurdish-led", "foreign state", "other"), strict=True)
)
NO_SIDE = "no side named"  # what a place is called where nobody named has a side
UNNAMED, REST = "unnamed", "rest"  # who nobody names; and all but one party, together: nobody's colours, two shades
LIGHT = ("#A41E31", "#599D82", "#131513", "#B7833C", "#324E88", "#88566F")
DARK = ("#FA7037", "#82D9A0", "#E8EBEA", "#E9DA3A", "#5682DC", "#FB92CC")


@dataclass(frozen=True)
class Palette:
    """What a chart needs to know of the theme."""

    dark: bool
    background: str
    text: str
    muted: str
    grid: str
    accent: str
    link: str
    land: str
    sides: tuple[str, ...]
    unnamed: str
    rest: str

    def side(self, side: str | None) -> str:
        """Return the colour of a side, `UNNAMED` or `REST`; whatever is not one of ours is "other"."""
        if side in (UNNAMED, REST):
            return self.unnamed if side == UNNAMED else self.rest
        return self.sides[SIDES.index(side) if side in SIDES else -1]


LIGHT_PALETTE = Palette(False, "#FFFFFF", "#1D1C1A", "#5C5952", "#E4E1DA", "#324E88", "#2A4A8C", "#EFEDE6", LIGHT,
                        "#5C5952", "#3C3048")  # fmt: skip
DARK_PALETTE = Palette(True, "#181715", "#EFEDE8", "#B4AFA5", "#3A3732", "#8FB0F5", "#A3C0FA", "#2B2925", DARK,
                       "#B4AFA5", "#6C6666")  # fmt: skip


def palette(theme: str | None) -> Palette:
    """Return the palette of Streamlit's theme type ("light" or "dark"; None before the browser has told)."""
    return DARK_PALETTE if theme == "dark" else LIGHT_PALETTE
