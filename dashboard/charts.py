"""Turns frames into charts. Every colour is set here, so that a chart looks the same on the page and as a file.

A claim is drawn as a point with its bounds; a bound that nobody stated is an arrow, never a missing bar.
"""

from __future__ import annotations

from datetime import date

import altair as alt
import geography
import polars as pl
import wording
from theme import NO_SIDE, SIDE_WORDS, Palette

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
KINDS = {"casualties": "casualties", "territory": "territory", "events": "events"}
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left"]
AROUND = 84  # pixels that an axis and a legend take from the height of a chart with one row a thing
MOST_MARKS = 1_000  # claims in one chart: with more, a browser takes more than a second to draw
DAY_AXIS = alt.Axis(grid=False, format="%b %Y", labelOverlap="greedy", tickCount=8)
# On a scale that gives small and large tolls the same room, these are the marks a reader can count with.
ROUND = [n * 10**e for e in range(7) for n in (1, 3)]
UNITS = {"day": "yearmonthdate", "month": "yearmonth", "quarter": "yearquarter", "year": "year"}


def finish(chart: alt.TopLevelMixin, palette: Palette) -> alt.TopLevelMixin:
    """Set everything that all charts share: fonts, ink, grid and background."""
    text = {"labelColor": palette.muted, "titleColor": palette.muted, "labelFontSize": 12, "titleFontSize": 12,
            "titleFontWeight": "normal"}  # fmt: skip
    return (
        chart.configure(background=palette.background, font=FONT)
        .configure_mark(aria=False)  # the chart as a whole has its sentence; marks without words only confuse
        .configure_view(stroke=None)
        .configure_axis(
            gridColor=palette.grid, domainColor=palette.grid, tickColor=palette.grid, labelLimit=220, **text
        )
        .configure_legend(
            orient="top",
            symbolStrokeWidth=2,
            symbolOpacity=1,
            offset=6,
            labelLimit=220,
            **text | {"labelColor": palette.text},
        )
        .configure_header(labelColor=palette.text, labelFontSize=13, labelFontWeight="bold", labelAnchor="start")
        .configure_title(color=palette.text, anchor="start", fontSize=13)
    )


def kind_scale(palette: Palette) -> alt.Scale:
    return alt.Scale(domain=list(KINDS), range=[palette.sides[0], palette.sides[3], palette.sides[4]])


CHOSEN = "chosen"


def chosen_bars() -> alt.Parameter:
    """The bars that the reader clicks, with Shift more than one."""
    return alt.selection_point(encodings=["x"], name=CHOSEN)


def by_period(frame: pl.DataFrame, unit: str, palette: Palette, provisional_from: date | None = None) -> alt.Chart:
    """Bars: number of claims by period and kind (columns period, kind, n). A period without claims stays empty.

    Periods from ``provisional_from`` on are drawn pale: articles about them are still coming in.
    """
    late = pl.lit(False) if provisional_from is None else pl.col("period") >= provisional_from
    chart = (
        alt.Chart(frame.with_columns(still_growing=late))
        .mark_bar(binSpacing=1)
        .encode(
            x=alt.X(f"{UNITS[unit]}(period):T", title=None, axis=alt.Axis(grid=False)),
            y=alt.Y("sum(n):Q", title=f"claims a {unit}", axis=alt.Axis(tickMinStep=1, tickCount=5)),
            color=alt.Color("kind:N", scale=kind_scale(palette), title=None),
            opacity=alt.condition("datum.still_growing", alt.value(0.45), alt.value(1)),
            tooltip=[alt.Tooltip("period:T", title=unit), alt.Tooltip("kind:N"), alt.Tooltip("n:Q", title="claims")],
        )
        .add_params(chosen_bars())
        .properties(height=200)
    )
    return finish(chart, palette)


def events_by_period(frame: pl.DataFrame, unit: str, palette: Palette) -> alt.Chart:
    """Bars: number of events by period (columns period, n)."""
    chart = (
        alt.Chart(frame)
        .mark_bar(color=palette.sides[4], binSpacing=1)
        .encode(
            x=alt.X(f"{UNITS[unit]}(period):T", title=None, axis=alt.Axis(grid=False)),
            y=alt.Y("sum(n):Q", title=f"events a {unit}", axis=alt.Axis(tickMinStep=1, tickCount=4)),
            tooltip=[alt.Tooltip("period:T", title=unit), alt.Tooltip("sum(n):Q", title="events")],
        )
        .add_params(chosen_bars())
        .properties(height=150)
    )
    return finish(chart, palette)


def coverage(frame: pl.DataFrame, palette: Palette) -> alt.Chart:
    """Grid month × publisher (columns month, publisher, articles, claims), every month; no article, nothing drawn."""
    ramp = ["#DDE5F3", "#324E88"] if not palette.dark else ["#2A3550", "#9DBBFA"]
    base = alt.Chart(frame).encode(
        x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)),
        y=alt.Y("publisher:N", title=None),
    )
    cells = base.mark_rect(stroke=palette.background, strokeWidth=2).encode(
        color=alt.Color("articles:Q", scale=alt.Scale(range=ramp, domainMin=0), legend=None),
        opacity=alt.condition("datum.articles > 0", alt.value(1), alt.value(0)),
        tooltip=[alt.Tooltip("yearmonth(month):T", title="month"), "publisher:N", "articles:Q", "claims:Q"],
    )
    return finish(cells.properties(height=24 * frame["publisher"].n_unique() + AROUND // 2), palette)


def with_open_bounds(frame: pl.DataFrame, low: str, best: str, high: str) -> pl.DataFrame:
    """Add what the drawing of bounds needs: the point, the ends of the bar, and where an arrow shows an open bound."""
    point = pl.coalesce(best, low, high)
    return frame.with_columns(
        point=point,
        bar_low=pl.coalesce(low, point),
        bar_high=pl.coalesce(high, point),
        open_high=pl.when(pl.col(high).is_null()).then(pl.coalesce(best, low)),
        open_low=pl.when(pl.col(low).is_null()).then(pl.coalesce(best, high)),
        stated=pl.when(pl.col(best).is_null()).then(pl.lit("only a bound")).otherwise(pl.lit("a figure")),
    )


def bound_layers(base: alt.Chart, value: str, colour: dict, scale: alt.Scale, title: str, tooltip: list,
                 ticks: alt.Axis) -> alt.LayerChart:  # fmt: skip
    """Return the layers that draw claims with bounds along ``value`` ("x" or "y").

    A filled point is a stated figure, a hollow one only a bound; an arrow beside it says the bound is open.
    """
    vertical = value == "y"
    axis = alt.Y if vertical else alt.X
    second = alt.Y2 if vertical else alt.X2
    end = "y2" if vertical else "x2"

    def along(column: str) -> dict:
        return {value: axis(f"{column}:Q", title=title, scale=scale, axis=ticks)}

    bars = base.mark_rule(strokeWidth=2.5, opacity=0.6).encode(
        **along("bar_low"), **{end: second("bar_high:Q")}, **colour
    )
    up, down = ("triangle-up", "triangle-down") if vertical else ("triangle-right", "triangle-left")
    shift = {"yOffset" if vertical else "xOffset": -9 if vertical else 9}
    back = {"yOffset" if vertical else "xOffset": 9 if vertical else -9}
    arrows = [
        base.transform_filter(f"isValid(datum.{column})")
        .mark_point(shape=shape, filled=True, size=34, opacity=0.9, **offset)
        .encode(**along(column), **colour)
        for column, shape, offset in (("open_high", up, shift), ("open_low", down, back))
    ]
    points = [
        base.transform_filter(f"datum.stated == '{stated}'")
        .mark_point(size=62, filled=filled, opacity=1, strokeWidth=2)
        .encode(**along("point"), **colour, tooltip=tooltip)
        for stated, filled in (("a figure", True), ("only a bound", False))
    ]
    return alt.layer(bars, *arrows, *points)


VICTIMS = ("civilian", "combatant", "mixed", "unknown")


def victim_scale(palette: Palette) -> alt.Scale:
    sides = palette.sides
    return alt.Scale(domain=list(VICTIMS), range=[sides[4], sides[0], sides[3], sides[5]])


def tolls_over_time(frame: pl.DataFrame, measure: str, palette: Palette) -> alt.LayerChart:
    """One mark a claim: the claimed number of ``measure`` by date, with its bounds, coloured by victims.

    Columns: day, value_low, value_best, value_high, victim_class, figure, claimant, place, quoted_text.
    """
    data = with_open_bounds(frame, "value_low", "value_best", "value_high")
    base = alt.Chart(data).encode(x=alt.X("day:T", title=None, axis=DAY_AXIS))
    tooltip = [
        alt.Tooltip("figure:N", title=measure), alt.Tooltip("claimant:N", title="according to"), alt.Tooltip("place:N"),
        alt.Tooltip("day:T", title="date"), alt.Tooltip("victims:N", title="victims"), alt.Tooltip("quote:N"),
    ]  # fmt: skip
    colour = {"color": alt.Color("victim_class:N", scale=victim_scale(palette), title=None)}
    top = max(data["bar_high"].max() * 1.6, 10)
    scale = alt.Scale(type="symlog", domain=[0, top])
    ticks = alt.Axis(values=[0, *(n for n in ROUND if n <= top)], format=",d")
    chart = bound_layers(base, "y", colour, scale, f"people {measure}, as claimed", tooltip, ticks)
    return finish(chart.properties(height=320), palette)


def side_by_side(
    frame: pl.DataFrame, columns: tuple[str, str, str], title: str, colour: alt.Color, palette: Palette, most: float = 0
) -> alt.LayerChart:
    """One row a claim: its words above, its figure with bounds below, so that it reads on a phone too.

    ``columns`` name low, best and high; the frame also has order, label, figure, claimant and quote. ``most`` is the
    end of the scale if it has one (100 for shares). Where the frame has ``reach``, the bar of an open figure goes on to
    the highest bound that was told; a row that is ``derived`` has a hollow mark, as one that is only a bound.
    """
    data = with_open_bounds(frame, *columns)
    if "derived" in frame.columns:
        hollow = pl.when("derived").then(pl.lit("only a bound")).otherwise("stated")
        data = data.with_columns(stated=hollow)
    if "reach" in frame.columns:
        data = data.with_columns(
            bar_high=pl.coalesce("reach", "bar_high"),
            open_high=pl.when(pl.col("open_high").is_not_null()).then(pl.coalesce("reach", "open_high")),
        )
    end = most or (data["bar_high"].max() or 1) * 1.12
    scale = alt.Scale(domain=[0, end])
    place = alt.Y("order:O", title=None, axis=None, sort=None)
    base = alt.Chart(data).encode(y=place)
    tooltip = [alt.Tooltip("figure:N", title="figure"), alt.Tooltip("claimant:N", title="according to"), "quote:N"]
    ticks = alt.Axis(format=",d", tickMinStep=1, tickCount=6)
    marks = bound_layers(base, "x", {"color": colour}, scale, title, tooltip, ticks)
    track = base.mark_rule(color=palette.grid, strokeWidth=1).encode(
        x=alt.datum(0, type="quantitative", scale=scale), x2=alt.datum(end)
    )
    words = base.mark_text(align="left", dy=-15, color=palette.text, fontSize=12, limit=alt.ExprRef("width")).encode(
        x=alt.datum(0, type="quantitative", scale=scale), text="label:N"
    )
    return finish(alt.layer(track, words, marks).properties(height=44 * data.height + AROUND), palette)


def agreement_scale(palette: Palette) -> tuple[alt.Scale, alt.Scale]:
    """Return colours and shapes for how sources compare, in the words of the page."""
    words = [wording.agreement(code) for code in wording.AGREEMENT]
    colours = [palette.sides[0], palette.sides[3], palette.sides[1], palette.muted]
    return alt.Scale(domain=words, range=colours), alt.Scale(domain=words, range=SHAPES[3:7])


def incidents_over_time(frame: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """One mark an incident: deaths told of it, reconciled, with the bounds of its sources.

    Columns: incident_id, day, deaths_low, deaths_best, deaths_high, deaths_high_is_open, agreement (in words), figure,
    what.
    """
    colours, shapes = agreement_scale(palette)
    high = pl.coalesce("deaths_high", "deaths_best")
    data = frame.with_columns(high=high, open_high=pl.when(pl.col("deaths_high_is_open")).then(high))
    top = max(data["high"].max() * 1.6, 10)
    scale = alt.Scale(type="symlog", domain=[0, top])
    ticks = alt.Axis(values=[0, *(n for n in ROUND if n <= top)], format=",d")
    base = alt.Chart(data).encode(
        x=alt.X("day:T", title=None, axis=DAY_AXIS, scale=alt.Scale(padding=14)),
        color=alt.Color("agreement:N", scale=colours, title=None, legend=alt.Legend(columns=2)),
    )

    def up(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale, axis=ticks, title="deaths told")

    bars = base.mark_rule(strokeWidth=2.5, opacity=0.6).encode(y=up("deaths_low"), y2="high:Q")
    arrows = (
        base.transform_filter("isValid(datum.open_high)")
        .mark_point(shape="triangle-up", filled=True, size=34, opacity=0.9, yOffset=-9)
        .encode(y=up("open_high"))
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        y=up("deaths_best"),
        shape=alt.Shape("agreement:N", scale=shapes, title=None, legend=alt.Legend(columns=2)),
        tooltip=[alt.Tooltip("what:N"), alt.Tooltip("day:T", title="date"), alt.Tooltip("figure:N", title="deaths"),
                 alt.Tooltip("agreement:N", title="sources")],
    )  # fmt: skip
    return finish(alt.layer(bars, arrows, points).properties(height=260), palette)


STANDING = ("the figure here", "counts", "counts for the bounds only", "left out")


def standing_colour(palette: Palette) -> alt.Color:
    """Return the colours of a claim's standing in a reconciled figure."""
    colours = [palette.text, palette.sides[4], palette.sides[3], palette.muted]
    legend = alt.Legend(columns=2)  # on a phone there is no room for four side by side
    return alt.Color("standing:N", scale=alt.Scale(domain=list(STANDING), range=colours), title=None, legend=legend)


def chain(frame: pl.DataFrame, measure: str, palette: Palette) -> alt.LayerChart:
    """A toll as it was told, publication by publication (columns number, published, told, who, figure, step)."""
    base = alt.Chart(frame).encode(
        x=alt.X("number:O", title="in the order of publication", axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y("told:Q", title=f"people {measure}", scale=alt.Scale(zero=True),
                axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5)),
    )  # fmt: skip
    line = base.mark_line(color=palette.muted, strokeWidth=1, interpolate="step-after")
    points = base.mark_point(color=palette.accent, filled=True, size=70, opacity=1).encode(
        tooltip=[alt.Tooltip("figure:N", title=measure), alt.Tooltip("who:N", title="according to"),
                 alt.Tooltip("published:T", title="published")],
    )  # fmt: skip
    words = base.mark_text(dy=-12, color=palette.text, fontSize=12).encode(text="figure:N")
    return finish(alt.layer(line, points, words).properties(height=200), palette)


def actor_scale(frame: pl.DataFrame, palette: Palette) -> alt.Scale:
    """Each actor in the colour of its side; actors of one side share it and differ in shape or label."""
    actors = list(dict.fromkeys(zip(frame["actor"], frame["actor_side"], strict=True)))
    return alt.Scale(domain=[name for name, _ in actors], range=[palette.side(side) for _, side in actors])


def shares(frame: pl.DataFrame, events: pl.DataFrame, title: str, palette: Palette) -> alt.LayerChart:
    """Claimed shares of one place over time; a thin line joins claims of one claimant about one actor only.

    Columns: day, pct_low, pct_best, pct_high, actor, actor_side, claimant, figure, quote, and whether the share is
    derived (hollow) and superseded by a later claim of its claimant (pale). ``events`` (day, what, quote)
    are told changes of control: dashed lines behind the claims.
    """
    data = with_open_bounds(frame, "pct_low", "pct_best", "pct_high")
    scale = actor_scale(frame, palette)
    names = scale.domain
    shape = alt.Scale(domain=names, range=SHAPES * (1 + len(names) // len(SHAPES)))
    base = alt.Chart(data).encode(x=alt.X("day:T", title=None, axis=DAY_AXIS))
    tooltip = [
        alt.Tooltip("figure:N", title=title), alt.Tooltip("actor:N"), alt.Tooltip("claimant:N", title="according to"),
        alt.Tooltip("day:T", title="as of"), alt.Tooltip("quote:N"),
    ]  # fmt: skip
    colour = {
        "color": alt.Color("actor:N", scale=scale, title=None),
        "shape": alt.Shape("actor:N", scale=shape, title=None),
    }
    percent = alt.Scale(domain=[0, 100])
    lines = (
        base.transform_filter("!datum.derived")
        .mark_line(strokeWidth=1, opacity=0.55)
        .encode(y=alt.Y("point:Q", scale=percent, title=title), color=colour["color"], detail=["claimant:N", "actor:N"])
    )
    bars = base.mark_rule(strokeWidth=2.5, opacity=0.55).encode(
        y=alt.Y("bar_low:Q", scale=percent, title=title), y2="bar_high:Q", color=colour["color"]
    )
    arrows = [
        base.transform_filter(f"isValid(datum.{column}) && datum.{column} {inside}")
        .mark_text(text=glyph, dy=offset, fontSize=11)
        .encode(y=alt.Y(f"{column}:Q", scale=percent, title=title), color=colour["color"])
        for column, glyph, offset, inside in (
            ("open_high", "▲", -12, "< 100"),
            ("open_low", "▼", 12, "> 0"),
        )
    ]
    pale = alt.condition("datum.superseded", alt.value(0.35), alt.value(1))
    points = [
        base.transform_filter("datum.derived" if hollow else "!datum.derived")
        .mark_point(filled=not hollow, size=80, strokeWidth=1.5)
        .encode(y=alt.Y("point:Q", scale=percent, title=title), **colour, opacity=pale, tooltip=tooltip)
        for hollow in (False, True)
    ]
    happened = (
        alt.Chart(events)
        .mark_rule(strokeDash=[2, 3], color=palette.muted, strokeWidth=1.5)
        .encode(x="day:T", tooltip=[alt.Tooltip("what:N", title="told"), alt.Tooltip("day:T", title="on"), "quote:N"])
    )
    return finish(alt.layer(happened, lines, bars, *arrows, *points).properties(height=280), palette)


def history(frame: pl.DataFrame, palette: Palette) -> alt.Chart:
    """Bars: failing checks by severity for each build (columns run, severity, n)."""
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("run:N", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
            y=alt.Y("n:Q", title="checks failed", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "severity:N",
                title=None,
                scale=alt.Scale(domain=["critical", "warning"], range=[palette.sides[0], palette.sides[3]]),
            ),
        )
        .properties(height=140)
    )  # fmt: skip
    return finish(chart, palette)


PRECISIONS = ("the place itself", "somewhere around here")


MAP_HEIGHT = 480
PHONE_HEIGHT = 265  # labels are given room as on a smaller map: on a phone there is no more
LARGEST = 900  # square pixels


def party_colour(named: pl.Series, palette: Palette) -> alt.Color:
    """Return the colours of the sides in words that are ``named``; whoever is none of them is "other"."""
    colours = dict(zip(SIDE_WORDS.values(), palette.sides, strict=True)) | {NO_SIDE: palette.unnamed}
    there = {words: colour for words, colour in colours.items() if words in set(named)}
    scale = alt.Scale(domain=list(there), range=list(there.values()))
    return alt.Color("party:N", scale=scale, title=None, legend=alt.Legend(columns=3))


def place_map(frame: pl.DataFrame, box: geography.Window, size: str, palette: Palette) -> alt.LayerChart:
    """Places inside a window, as large as their number of claims; a ring stands for an area, not for a point.

    Columns: place, x and y in the map's coordinates, precision (one of PRECISIONS), casualties, territory, events;
    with party (one of SIDE_WORDS or NO_SIDE), the colour is that of the party.
    """
    west, south, east, north = box
    frame = frame.sort(size, "place", descending=[True, False])
    countries = geography.shapes("countries", box)
    names = geography.label_points(countries, (east - west) * (north - south) / 50)
    corners = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    sea = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [corners]}}  # gives the map its extent
    largest = max(frame[size].max() or 1, 2)
    radii = [(40 + (LARGEST - 40) * n / largest) ** 0.5 / 2 for n in frame[size]]
    placed = list(zip(frame["place"], frame["x"], frame["y"], radii, strict=True))
    labels = geography.labels(placed, box, PHONE_HEIGHT)
    at = {"longitude": "x:Q", "latitude": "y:Q"}
    line = palette.muted
    layers = [
        alt.Chart(alt.Data(values=[sea])).mark_geoshape(fill=palette.background, stroke=None),
        alt.Chart(alt.Data(values=countries)).mark_geoshape(fill=palette.land, stroke=line, strokeWidth=0.8),
        alt.Chart(alt.Data(values=geography.shapes("regions", box))).mark_geoshape(
            fill=None, stroke=line, strokeWidth=0.5, strokeOpacity=0.6, strokeDash=[3, 2]
        ),
        alt.Chart(alt.Data(values=names))
        .mark_text(color=palette.muted, fontSize=13, fontStyle="italic")
        .encode(**at, text="name:N"),
    ]
    area = alt.Size(
        f"{size}:Q",
        scale=alt.Scale(range=[40, LARGEST], domain=[1, largest]),
        legend=alt.Legend(
            title=f"number of {size}" if size != "territory" else "number of shares",
            orient="bottom",
            tickCount=3,
            format="d",
            symbolFillColor=palette.accent,
        ),
    )
    parties = "party" in frame.columns
    colour = {"color": party_colour(frame["party"], palette) if parties else alt.value(palette.accent)}
    tooltip = ["place:N", "precision:N", "casualties:Q", "territory:Q", "events:Q", *(["party:N"] if parties else [])]
    layers += [
        alt.Chart(frame)
        .transform_filter(f"datum.precision == '{precision}'")
        .mark_point(filled=filled, opacity=0.75 if filled else 1, strokeWidth=2)
        .encode(**at, **colour, size=area, tooltip=tooltip)
        for precision, filled in zip(PRECISIONS, (True, False), strict=True)
    ]
    layers += [
        alt.Chart(alt.Data(values=[label for label in labels if label["side"] == side]))
        .mark_text(align=align, color=palette.text, fontSize=12)
        .encode(**at, text="name:N")
        for side, align in (("right", "left"), ("left", "right"))
    ]
    chart = alt.layer(*layers).project(type="identity", reflectY=True)
    return finish(chart.properties(height=MAP_HEIGHT), palette)
