"""A release says how fresh it is, by what its maker promised and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import freshness
import pytest
from test_pages import text

BUILT = datetime(2026, 1, 1)


@pytest.mark.parametrize(
    ("every", "days", "state"),
    [("day", 0.9, "up to date"), ("day", 1, "due"), ("day", 2, "overdue"), ("day", 3, "delinquent"),
     ("week", 6, "up to date"), ("week", 14, "overdue"), ("month", 43, "due"), ("year", 364, "up to date"),
     ("year", 500, "delinquent"), (None, 9_999, "up to date")],
)  # fmt: skip
def test_the_words_follow_the_rhythm(every, days, state):
    assert freshness.state(BUILT, BUILT + timedelta(days=days), every) == state


def test_a_rhythm_that_nobody_knows_is_none(monkeypatch):
    monkeypatch.setenv("FRONTLEDGER_UPDATE_EVERY", "full moon")
    assert freshness.expected() is None


def test_a_stale_release_says_so_and_what_to_do(app, monkeypatch, tmp_path):
    from make_release import write_release

    write_release(tmp_path, 2, built_at="2020-01-01 00:00:00")
    monkeypatch.setenv("FRONTLEDGER_UPDATE_EVERY", "week")
    test = app("", folder=tmp_path)
    assert any("is delinquent" in w.value and "dbt build" in w.value for w in test.sidebar.warning)
    assert "delinquent (expected every week)" in text(test)


def test_a_release_without_a_rhythm_never_goes_stale(app, tmp_path, monkeypatch):
    from make_release import write_release

    monkeypatch.delenv("FRONTLEDGER_UPDATE_EVERY", raising=False)
    write_release(tmp_path, 2, built_at="2020-01-01 00:00:00")
    test = app("", folder=tmp_path)
    assert not test.sidebar.warning
    assert "up to date (renewed when there is something new)" in text(test)
