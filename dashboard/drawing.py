"""Puts a chart on the page, or makes a picture of it.

Altair checks every chart against Vega-Lite's schema while it is made and again when it is written out, which takes
longer than all the rest of a page. The tests check that the charts are valid; it is not done again for each reader.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import streamlit as st
from altair.utils import schemapi

schemapi.disable_debug_mode()

ROUNDED, TALLEST = 20, 2_000  # pixels


class Unchecked:
    """A chart that is written out without a check; to Streamlit it is a chart like any other."""

    def __init__(self, chart: alt.TopLevelMixin) -> None:
        self.chart = chart

    def to_dict(self) -> dict[str, Any]:
        return self.chart.to_dict(validate=False)


def draw(
    chart: alt.TopLevelMixin, says: str, key: str | None = None, on_select: Callable[[], None] | None = None
) -> None:
    """Show a chart; ``says`` is its finding in one sentence, for those who do not see it.

    ``on_select`` is called when the reader clicks marks of a chart that has a selection; it needs a ``key``.
    """
    unchecked: Any = Unchecked(chart)
    with room_for(chart):
        if on_select is None:
            st.altair_chart(unchecked, theme=None, alt=says)
        else:
            st.altair_chart(unchecked, theme=None, alt=says, key=key, on_select=on_select)


def draw_to_fit(chart: alt.TopLevelMixin, says: str, key: str) -> None:
    """Show a chart that keeps its proportions: as high as ``key`` is in style.css, on a wide window as it was made."""
    unchecked: Any = Unchecked(chart)
    with st.container(key=key, height=int(chart.height), border=False):
        st.altair_chart(unchecked, theme=None, alt=says, height="stretch")


def room_for(chart: alt.TopLevelMixin) -> Any:
    """Return a container that is as high as the chart before the chart is there, so that nothing below it jumps.

    The browser loads what draws charts late. Containers are told apart by their order on the page.
    """
    height = getattr(chart, "height", None)
    number = st.session_state["_drawn"] = st.session_state.get("_drawn", 0) + 1
    tall = min(-(-int(height) // ROUNDED) * ROUNDED, TALLEST) if isinstance(height, int | float) else 0
    return st.container(key=f"fl-tall-{tall}-{number}")


def begin() -> None:
    """Number the containers of :func:`room_for` from the first again; call it once a run, first."""
    st.session_state["_drawn"] = 0


def rooms() -> str:
    """Return the styles that give the containers of :func:`room_for` their height."""
    heights = range(ROUNDED, TALLEST + 1, ROUNDED)
    return "".join(f"[class*='st-key-fl-tall-{h}-']{{min-height:{h}px}}" for h in heights)


def picture(chart: alt.TopLevelMixin, kind: str) -> bytes:
    """Return a chart as PNG (twice the size, for slides) or SVG. Drawn here, without a browser or a network."""
    import vl_convert  # takes a while, and most readers download no picture

    with alt.data_transformers.disable_max_rows():
        specification = chart.to_json(validate=False)
    if kind == "svg":
        return vl_convert.vegalite_to_svg(specification).encode()
    return vl_convert.vegalite_to_png(specification, scale=2)
