"""The scorer: pairs, attributes, optional claims, intervals, and the README's table."""

from __future__ import annotations

from pathlib import Path

import pytest
from frontledger.evaluation.gold import GoldText, load_gold
from frontledger.evaluation.readme import BEGIN, END, write_table
from frontledger.evaluation.score import Counts, Row, accuracy_rows, bootstrap_interval, count_text, same_name

TEXT = "At least 12 soldiers were killed in Homs. Dozens fled."
KILLED = {
    "quote": "At least 12 soldiers were killed", "measure": "killed", "value": 12, "value_high": None,
    "qualifier": "at_least", "vague_term": None, "unit": "person", "victim_text": "soldiers",
    "victim_class": "combatant", "victim_actor": "Syrian government", "perpetrator": None, "place": "Homs",
    "date_start": None, "date_end": None, "scope": "incident", "claimed_by": None, "part_of": None,
}  # fmt: skip


def _counted(*predicted: dict, gold: list[dict] | None = None) -> Counts:
    return count_text(GoldText("t", None, TEXT, {"casualties": gold or [KILLED]}), {"casualties": list(predicted)})[
        "casualties"
    ]


def test_a_perfect_prediction_is_worth_one() -> None:
    counts = _counted(KILLED)
    assert (counts.gold, counts.predicted, counts.paired, counts.agreement) == (1, 1, 1, 1.0)


def test_another_figure_is_not_found() -> None:
    assert _counted(KILLED | {"value": 13}).paired == 0


def test_a_quote_elsewhere_is_not_found() -> None:
    assert _counted(KILLED | {"quote": "Dozens fled."}).paired == 0


def test_a_wrong_field_costs_its_share() -> None:
    assert _counted(KILLED | {"place": "Hama"}).agreement == pytest.approx(0.9)


def test_one_prediction_pairs_with_one_gold_claim() -> None:
    assert _counted(KILLED, gold=[KILLED, KILLED]).paired == 1


def test_an_optional_claim_counts_neither_missed_nor_found() -> None:
    optional = KILLED | {"optional": True}
    assert (_counted(gold=[optional]).gold, _counted(KILLED, gold=[optional]).predicted) == (0, 0)


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("Raqqa | Raqqa province", "raqqa city", True),
        ("al-Bab", "Al Bab", True),
        ("Russian Defence Ministry", "Russian Defense Ministry", True),
        ("null | Homs", None, True),
        ("Homs", None, False),
        (None, "Homs", False),
    ],
)
def test_names_are_compared_as_the_guidelines_say(gold, predicted, same) -> None:
    assert same_name(gold, predicted) is same


def test_the_interval_is_seeded_and_holds_the_figure() -> None:
    counts = [Counts(1, 1, i % 2) for i in range(40)]
    low, high = bootstrap_interval(counts, lambda t: t.paired / t.gold)
    assert (low, high) == bootstrap_interval(counts, lambda t: t.paired / t.gold)
    assert 0.2 < low < 0.5 < high < 0.8


def test_a_kind_that_was_not_annotated_is_not_scored() -> None:
    gold = GoldText("t", None, TEXT, {"territory": []})
    assert {row.kind for row in accuracy_rows("x", [count_text(gold, {"casualties": [KILLED]})])} == {"territory"}


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no gold articles"):
        load_gold(tmp_path)


def test_a_malformed_gold_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.json"):
        load_gold(tmp_path)


def test_the_readme_table_replaces_only_what_stands_between_its_markers(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nstale\n{END}\nafter\n", encoding="utf-8")
    rows = [
        Row("seed", "casualties", f, 0.5, 0.4, 0.6, 10)
        for f in ("found_precision", "found_recall", "found_f1", "claim_f1")
    ]
    write_table(readme, rows, "abc")
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("\nafter\n")
    assert "stale" not in text and "| seed | casualties | 10 | 0.50 (0.40–0.60)" in text
