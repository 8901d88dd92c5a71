"""Amounts, dates, sentences and bounds: golden cases as data, one test a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from frontledger.claims import ArticleClaims, CasualtyClaim, derive_bounds
from frontledger.extraction.dates import find_dates
from frontledger.extraction.quantities import find_quantities
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
