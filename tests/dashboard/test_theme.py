"""The palette can be seen: against the background, and one colour from the other, by every kind of eye."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import theme

CONFIG = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text())
PALETTES = [theme.LIGHT_PALETTE, theme.DARK_PALETTE]
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES = {
    "normal": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Half the smallest distance of the palette that the design chose; the convention's red-green-black-yellow has 0.02.
LEAST_DISTANCE = 0.04


def linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted((linear(one) @ weights, linear(other) @ weights), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Björn Ottosson's OKLab of a linear RGB colour: distances in it follow what eyes see."""
    to_lms = np.array(
        [[0.41222147, 0.53633254, 0.05144599], [0.2119035, 0.6806995, 0.1073969], [0.08830246, 0.28171884, 0.6299787]]
    )
    to_lab = np.array(
        [
            [0.21045426, 0.79361779, -0.00407205],
            [1.9779985, -2.42859221, 0.45059371],
            [0.02590404, 0.78277177, -0.80867577],
        ]
    )
    return to_lab @ np.cbrt(to_lms @ np.clip(rgb, 0, 1))  # fmt: skip


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_every_side_stands_out_from_the_background(palette):
    drawn = (*palette.sides, palette.unnamed, palette.rest)
    assert min(contrast(colour, palette.background) for colour in drawn) >= 3


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_small_text_can_be_read(palette):
    for colour in (palette.text, palette.muted, palette.link):
        assert contrast(colour, palette.background) >= 4.5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_no_two_sides_look_alike(palette, eye):
    seen = {colour: oklab(EYES[eye] @ linear(colour)) for colour in (*palette.sides, palette.unnamed, palette.rest)}
    distances = {pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(seen, 2)}
    assert min(distances.values()) >= LEAST_DISTANCE, distances


@pytest.mark.parametrize(("name", "palette"), [("light", theme.LIGHT_PALETTE), ("dark", theme.DARK_PALETTE)])
def test_streamlit_and_charts_have_the_same_colours(name, palette):
    section = CONFIG["theme"][name]
    assert tuple(section["chartCategoricalColors"]) == palette.sides
    assert section["backgroundColor"] == palette.background
    assert section["linkColor"] == palette.link


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_who_is_not_named_and_all_but_one_have_shades_of_their_own(palette):
    shades = [palette.side(side) for side in (theme.UNNAMED, theme.REST, None)]
    assert len(set(shades)) == 3 and not set(shades[:2]) & set(palette.sides)


def test_an_unknown_side_is_other():
    assert theme.LIGHT_PALETTE.side("martians") == theme.LIGHT_PALETTE.side("other") == theme.LIGHT_PALETTE.sides[-1]
    assert theme.LIGHT_PALETTE.side(None) == theme.LIGHT_PALETTE.sides[-1]
