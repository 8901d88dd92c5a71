"""Accuracy is measured once for each version of extractor and gold."""

from __future__ import annotations

import duckdb
from frontledger.evaluation.score import Row
from frontledger.warehouse import accuracy


def test_it_is_measured_again_only_when_extractor_or_gold_changed(tmp_path, monkeypatch):
    runs = []
    row = Row(part="seed", kind="events", figure="found_f1", value=0.7, low=0.6, high=0.8, n=140)
    monkeypatch.setattr(accuracy, "evaluate_project", lambda gold, extractor: runs.append(gold) or [row])
    monkeypatch.setattr(accuracy.Extractor, "load", classmethod(lambda cls: None))
    monkeypatch.setattr(accuracy, "extractor_version", lambda: versions[-1])
    versions = ["v1"]
    (tmp_path / "one.txt").write_text("x")
    con = duckdb.connect()

    def measure() -> int:
        con.register("measured", accuracy.measure_accuracy(con, tmp_path, "kept"))
        con.execute("create or replace table kept as select * from measured")
        assert con.execute("select part, value, extractor_version from kept").fetchall() == [
            ("seed", 0.7, versions[-1])
        ]
        return len(runs)

    assert [measure(), measure()] == [1, 1]
    versions.append("v2")
    assert [measure(), measure()] == [2, 2]
    (tmp_path / "one.txt").write_text("y")
    assert [measure(), measure()] == [3, 3]


def test_a_project_without_gold_has_no_accuracy(tmp_path):
    assert accuracy.measure_accuracy(duckdb.connect(), tmp_path, "kept").num_rows == 0
