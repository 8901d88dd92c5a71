"""Amounts, dates, sentences and bounds: golden cases as data, one test a case."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from frontledger.claims import ArticleClaims, CasualtyClaim, derive_bounds
from frontledger.extraction.dates import _PATTERNS, find_dates
from frontledger.extraction.quantities import find_quantities
from frontledger.reference import read_table
from frontledger.text.sentences import split_sentences

GOLDEN = Path(__file__).parents[1] / "golden"
FRIDAY = dt.date(2017, 3, 3)


def _cases(name: str) -> list[dict]:
    return yaml.safe_load((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", _cases("quantities.yaml"), ids=lambda case: case["id"])
def test_amounts(case: dict) -> None:
    found = [q for q in find_quantities(case["text"]) if q.unit_hint is None]
    assert [[q.value, q.value_high, q.qualifier, q.vague_term] for q in found] == case["expect"]


@pytest.mark.parametrize("case", _cases("dates.yaml"), ids=lambda case: case["text"])
def test_dates(case: dict) -> None:
    found = [d for d in find_dates(case["text"], FRIDAY) if d.precision != "none"]
    if case["expect"] is None:
        assert found == []
    else:
        assert [[_iso(d.first), _iso(d.last)] for d in found] == [case["expect"]]


# One expression of every pattern, and one for every word that patterns open with besides.
EXPRESSIONS = {
    "decade": "the 1990s|the early 1990s|the late 1980s",
    "dmy_range": "3 to 5 June",
    "mdy_range": "June 3-5",
    "iso": "2016-06-03",
    "dmy": "3 June|the 3rd of June",
    "mdy": "June 3|Sept. 3|Dec 3",
    "slashed": "3/6/2016",
    "part_month": "early June|mid-June|late June|the middle of June|the beginning of June|start of June|end of June",
    "half_year": "the first half of 2016|second half of last year",
    "first_months": "the first three months of this year|first six months of 2016",
    "week_of_month": "the first week of June|final week of June 2016|the third week of June|fourth week of May",
    "part_year": "early 2016|middle of 2016|the end of the month",
    "month_span": "between March and May",
    "month_that_year": "August of that year",
    "that_day": "the same day|same day|that day",
    "later_day": "the following day|next day|two weeks later|a month later",
    "earlier_day": "the previous day|day before|forty-eight days earlier",
    "month_year": "June 2016|March last year",
    "last_month_name": "last March",
    "this_month_name": "this March|of this March",
    "next": "next week|next Friday",
    "half_month": "the first half of May|second half of February 2017",
    "month_pair": "January and February|April and May 2014",
    "season_year": "spring 2016|the summer of 2016|autumn 2016|fall of 2016|winter 2016",
    "year_span": "from 2014 to 2016|between 2014 and 2016|2014-2016",
    "past_n": "in the past two weeks|over the last 3 days|these past few weeks|previous two days",
    "past_one": "within the last year",
    "ago": "two days ago|a year ago|a couple of days ago|some 3 years ago|more than a decade ago|only two hours ago",
    "earlier_this": "earlier this week|earlier today",
    "later_this": "later this week",
    "last_unit": "last week",
    "last_weekday": "last Friday|this past Friday|the previous Friday",
    "this_unit": "this week",
    "weekend": "over the weekend|at the weekend|weekend",
    "overnight": "overnight",
    "weekday_span": "between Monday and Friday|from Monday to Friday|the night of Monday-Tuesday",
    "weekday_pair": "Friday and Saturday|Monday and on Tuesday",
    "weekday": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "day_before": "the day before yesterday",
    "day": "yesterday|today|tonight|now",
    "for_n": "for two weeks|for more than a year|for nearly 3 years|for several days|for many months",
    "recent": "in recent weeks|over the past few days|during the last several years|in the past few days",
    "month": "January|February|April|in May|July|October|November|December",
    "year": "2016",
}


def test_every_date_pattern_has_an_expression() -> None:
    assert set(EXPRESSIONS) == {kind for kind, _ in _PATTERNS}


@pytest.mark.parametrize("text", [text for texts in EXPRESSIONS.values() for text in texts.split("|")])
def test_the_words_looked_at_open_every_date(text: str) -> None:
    """The quick look for opening words passes over nothing that the patterns alone would find."""
    said = f"They left: {text}, as told."
    patterns = "|".join(re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", pattern) for _, pattern in _PATTERNS)
    expression = re.compile(rf"(?<![^\W_])(?=\w)(?:{patterns})", re.I).search(said)
    assert expression is not None
    assert expression.span() in [(d.start, d.end) for d in find_dates(said, FRIDAY)]


@pytest.mark.parametrize("row", read_table("quantity_terms"), ids=lambda row: f"{row['kind']} {row['term']}")
def test_every_word_of_amount_is_read(row: dict) -> None:
    text = {"bound": "{} 12", "bound_after": "12 {}", "unit": "two {}", "suffix": "5{}"}.get(row["kind"], "{}")
    text = text.format(row["term"])
    assert [(q.start, q.end) for q in find_quantities(f"Shells hit {text} houses.")] == [(11, 11 + len(text))]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def test_relative_dates_stay_open_when_nobody_knows_the_day_of_publication() -> None:
    assert [(d.first, d.last) for d in find_dates("on Thursday", None)] == [(None, None)]
    assert find_dates("on 3 June 2016", None)[0].first == dt.date(2016, 6, 3)


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ("He came on Dec. 22. Gen. Ali met the U.N. envoy.", ["He came on Dec. 22.", "Gen. Ali met the U.N. envoy."]),
        ("“We held the hill.” He left.", ["“We held the hill.”", "He left."]),
        ("BEIRUT (AP) — The army said so.", ["BEIRUT (AP) —", "The army said so."]),
        ("– ‘Tall order’ ahead –\nThey came.", ["– ‘Tall order’ ahead –", "They came."]),
        ("One fell. Two rose… and fell again.", ["One fell.", "Two rose… and fell again."]),
        ("It cost 1.5 million. The U.S. said no.", ["It cost 1.5 million.", "The U.S. said no."]),
    ],
)
def test_sentences(body: str, sentences: list[str]) -> None:
    assert [body[s.char_start : s.char_end] for s in split_sentences(body)] == sentences


@pytest.mark.parametrize(
    ("value", "high", "qualifier", "term", "bounds"),
    [
        (12, None, "exact", None, (12, 12, 12)),
        (12, None, "at_least", None, (12, 12, None)),
        (12, None, "more_than", None, (12, 12, None)),
        (12, None, "at_most", None, (0, None, 12)),
        (12, None, "less_than", None, (0, None, 12)),
        (12, None, "nearly", None, (None, 12, 12)),
        (12, None, "about", None, (None, 12, None)),
        (15, 20, "range", None, (15, None, 20)),
        (None, None, "vague", "dozens", (24, None, None)),
        (None, None, "vague", "many", (None, None, None)),
    ],
)
def test_bounds_are_those_of_the_guidelines(value, high, qualifier, term, bounds) -> None:
    derived = derive_bounds(value, high, qualifier, term)
    assert (derived.low, derived.best, derived.high) == bounds


def test_an_unknown_qualifier_is_an_error() -> None:
    with pytest.raises(ValueError, match="roughly"):
        derive_bounds(1, None, "roughly")


def test_rows_carry_what_was_set_aside_with_its_reason() -> None:
    denied = CasualtyClaim("q", 0, 1, value=3, modality="denied", suppressed_reason="denied")
    claims = ArticleClaims("a", casualties=[CasualtyClaim("q", 0, 1, value=2)], set_aside=[("casualties", denied)])
    rows = claims.to_rows()["casualties"]
    assert [(r["ordinal"], r["modality"], r["value_best"]) for r in rows] == [(0, "asserted", 2), (1, "denied", 3)]
    assert len(claims.to_gold()["casualties"]) == 1
