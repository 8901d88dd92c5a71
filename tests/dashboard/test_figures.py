"""Figures are written with their bounds, and the unknown is never a zero."""

from datetime import date, datetime

import answers
import figures
import polars as pl
import pytest


@pytest.mark.parametrize(
    ("low", "best", "high", "expected"),
    [
        (34, 34, 34, "34"),
        (30, 34, 40, "34 (30–40)"),
        (34, 34, None, "34 or more"),
        (30, 34, None, "34 (30 or more)"),
        (None, 60, 60, "nearly 60"),
        (None, 50, 60, "50 (60 or less)"),
        (None, 40, None, "about 40"),
        (24, None, None, "24 or more"),
        (None, None, 20, "up to 20"),
        (0, None, 20, "up to 20"),
        (15, None, 20, "15–20"),
        (20, None, 20, "20"),
        (0, 0, 0, "0"),
        (330000, 330000, None, "330,000 or more"),
        (33.3, 33.3, 33.3, "33.3"),
        (None, None, None, "not stated"),
    ],
)
def test_a_figure_shows_every_bound_it_has(low, best, high, expected):
    assert figures.bounds(low, best, high) == expected


def test_a_share_carries_its_unit_on_every_number():
    assert figures.share(50, 60, 70) == "60 % (50 %–70 %)"


def test_nothing_known_is_never_written_as_zero():
    assert "0" not in figures.bounds(None, None, None)
    assert "0" not in figures.share(None, None, None)


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (date(2017, 9, 5), date(2017, 9, 5), "day", "2017-09-05"),
        (date(2015, 3, 1), date(2015, 3, 31), "month", "2015-03 (month only)"),
        (date(2015, 1, 1), date(2015, 12, 31), "year", "2015 (year only)"),
        (date(2015, 1, 1), date(2015, 4, 30), "season", "2015-01-01 – 2015-04-30"),
        (None, date(2017, 1, 1), "open", "until 2017-01-01"),
        (date(2011, 3, 1), None, "open", "since 2011-03-01"),
        (None, None, None, "date not stated"),
    ],
)
def test_a_date_is_as_coarse_as_it_was_stated(start, end, precision, expected):
    assert figures.when(start, end, precision) == expected


def test_counts_and_lists_read_as_words():
    assert figures.count(1, "claim") == "1 claim"
    assert figures.count(2000, "claim") == "2,000 claims"
    assert figures.listed(["a"]) == "a"
    assert figures.listed(["a", "b"]) == "a and b"
    assert figures.listed(["a", "b", "c", "d"]) == "a, b, c and 1 more"
    assert figures.ago(datetime(2026, 1, 1), datetime(2026, 1, 3)) == "2 days ago"


def test_tests_that_never_ran_are_not_told_as_none_of_none():
    checks = pl.DataFrame({"status": ["passed", "failed"], "severity": ["critical", "warning"]})
    assert "inside the build" not in answers.quality(checks, pl.DataFrame({"status": []}))
    assert "<b>1</b> of 2 tests inside the build" in answers.quality(checks, pl.DataFrame({"status": ["pass", "warn"]}))
