"""Labels of the filters name one thing each, and a clicked bar stands for all of its days."""

from datetime import date

import pytest
import releases
import sidebar


def test_two_places_of_one_name_get_two_labels():
    options = [
        {"id": "fl:homs", "name": "Homs", "hint": "Syria"},
        {"id": "gn:1", "name": "Homs", "hint": "Libya"},
        {"id": "gn:2", "name": "Homs", "hint": "Libya"},
        {"id": "fl:raqqa", "name": "Raqqa", "hint": "Syria"},
    ]
    found = sidebar.labels(options)
    assert list(found) == ["Homs (Syria)", "Homs (Libya)", "Homs (Libya) [gn:2]", "Raqqa"]
    assert sorted(found.values()) == sorted(option["id"] for option in options)


@pytest.mark.parametrize(
    ("start", "unit", "expected"),
    [
        (date(2016, 2, 1), "month", date(2016, 2, 29)),
        (date(2016, 12, 1), "month", date(2016, 12, 31)),
        (date(2016, 10, 1), "quarter", date(2016, 12, 31)),
        (date(2016, 1, 1), "year", date(2016, 12, 31)),
        (date(2016, 3, 5), "day", date(2016, 3, 5)),
    ],
)
def test_a_bar_ends_on_its_last_day(start, unit, expected):
    assert sidebar.last_day(start, unit) == expected


def test_a_build_that_stopped_at_a_correction_leads_to_the_review(monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(sidebar.st, "error", said.append)
    monkeypatch.setattr(sidebar.st, "caption", said.append)
    sidebar.build_news(releases.Build("failed", "accepted_values_fct_corrections_status", "Got 1 result"))
    assert "not published" in said[0]
    assert "Review lists those that wait" in said[1]
    assert "frontledger build" in said[2]
