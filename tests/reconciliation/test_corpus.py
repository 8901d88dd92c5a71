"""The invented corpus reconciled: grouping and tolls, from annotated claims and from the extractor's own."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "pipeline")]

import corpus  # noqa: E402
import measure  # noqa: E402


@pytest.fixture(scope="module")
def own(built_project, tmp_path_factory):
    """The corpus built with what the extractor finds in it."""
    project = built_project.copy(tmp_path_factory.mktemp("own") / "project")
    measure.build(project)
    print("\nfrom the extractor's claims\n" + measure.report(project))
    return project


@pytest.fixture(scope="module")
def told(own, tmp_path_factory):
    """The corpus built with exactly the annotated claims."""
    project = own.copy(tmp_path_factory.mktemp("told") / "project")
    measure.tell(project)
    print("\nfrom annotated claims\n" + measure.report(project))
    return project


def scored(project):
    with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
        return corpus.items(con)


def test_the_corpus_is_as_large_as_it_says():
    assert len(list(corpus.ARTICLES.glob("*.txt"))) == 68
    halves = list(corpus.halves().values())
    assert (halves.count("seen"), halves.count("unseen")) == (12, 16)
    assert {answer.article for answer in corpus.answers()} == {path.stem for path in corpus.ARTICLES.glob("*.txt")}


@pytest.mark.parametrize("half", corpus.HALVES)
def test_annotated_claims_are_grouped_by_happening(told, half):
    result = corpus.score(scored(told), half)
    assert result.f1 >= 0.90
    assert result.precision >= 0.99


@pytest.mark.parametrize("half", corpus.HALVES)
def test_no_toll_of_annotated_claims_is_off(told, half):
    with duckdb.connect(str(told.layout.build_database), read_only=True) as con:
        assert corpus.tolls_off(con, corpus.items(con), half) == []


def test_reprints_are_known_and_tell_nothing_anew(told):
    reprints = {answer.article for answer in corpus.answers() if answer.happening == corpus.REPRINT}
    with duckdb.connect(str(told.layout.build_database), read_only=True) as con:
        read = corpus.bodies(con)
        texts = dict(con.execute("select article_id, is_reprint from intermediate.int_article_texts").fetchall())
        original = {article_id for article, (article_id, _) in read.items() if article not in reprints}
        assert len(reprints) == 3
        assert all(texts[read[article][0]] or read[article][0] in original for article in reprints)
        assert not any(texts[article_id] for article_id in original)


def test_a_wrong_grouping_costs_precision_and_a_missing_one_recall():
    def item(happening, incident):
        return corpus.Item("seen", happening, incident)

    together = [item("a", "1"), item("a", "1"), item("b", "2"), item("b", "2")]
    assert corpus.score(together, "seen").f1 == 1
    merged = [item("a", "1"), item("a", "1"), item("b", "1"), item("b", "1")]
    assert corpus.score(merged, "seen").precision == pytest.approx(2 / 6)
    assert corpus.score(merged, "seen").recall == 1
    split = [item("a", "1"), item("a", "2"), item("b", "3"), item("b", "3")]
    assert corpus.score(split, "seen").recall == 1 / 2
    assert corpus.score(split, "unseen").together == 0
    strangers = [item("", "1"), item("", "1")]
    assert corpus.score(strangers, "seen").wrongly_together == 1
