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
def test_what_the_extractor_finds_is_seldom_put_together_wrongly(own, half):
    """How many tellings are joined is the extractor's matter and printed above; what is joined must belong together."""
    assert corpus.score(scored(own), half).precision >= 0.90


def test_the_seen_half_is_grouped_from_what_the_extractor_finds(own):
    """End to end, on the half that the extractor was developed with."""
    found = scored(own)
    assert corpus.score(found, "seen").f1 >= 0.90
    with duckdb.connect(str(own.layout.build_database), read_only=True) as con:
        assert corpus.tolls_off(con, found, "seen") == []


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


RECONCILED = (
    "bridge_incident_claim",
    "fct_incidents",
    "fct_incident_tolls",
    "fct_toll_updates",
    "fct_toll_protocols",
    "fct_disagreements",
    "fct_territory_timeline",
    "fct_territory_monthly",
    "fct_harm_monthly",
    "fct_harm_by_victims",
    "fct_harm_by_source",
    "fct_harm_left_out",
    "fct_coverage",
)


def tables(project) -> dict[str, list[tuple]]:
    """Return every reconciled mart, row by row."""
    with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
        return {name: con.execute(f"select * from marts.{name} order by all").fetchall() for name in RECONCILED}


def untouched(project, article_id: str) -> list[tuple]:
    """Return the incidents, with their claims, in which the article has no part."""
    with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
        return con.execute(
            """
            select incidents.*, list(claim_id order by claim_id)
            from marts.fct_incidents as incidents inner join marts.bridge_incident_claim using (incident_id)
            group by all having not bool_or(article_id = ?) order by all
            """,
            [article_id],
        ).fetchall()


def test_an_article_taken_away_takes_exactly_what_it_told(own, tmp_path):
    """What it had no part in stays row by row, what is left is what a build without it makes, and its return restores
    every row and key."""
    project = own.copy(tmp_path / "project")
    before = tables(project)
    with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
        article_id = corpus.bodies(con)["mogadishu-3-ap"][0]
    stays = untouched(project, article_id)
    article = project.layout.articles / "mogadishu-3-ap.txt"
    text = article.read_text(encoding="utf-8")
    article.unlink()
    project.build()
    without = tables(project)
    assert stays and set(map(str, stays)) <= set(map(str, untouched(project, article_id)))
    assert [row for row in without["bridge_incident_claim"] if article_id in row] == []
    assert without["fct_incident_tolls"] != before["fct_incident_tolls"]
    assert project.run("dbt", "build", "--full-refresh").returncode == 0
    assert tables(project) == without
    article.write_text(text, encoding="utf-8")
    project.build()
    assert tables(project) == before


def test_a_copy_under_another_name_raises_nothing(own, tmp_path):
    """Word for word or with a paragraph cut: no figure, source, grade or sum changes."""
    project = own.copy(tmp_path / "project")
    counts = "n_reprints", "n_claims", "n_event_claims", "n_casualty_claims", "last_told"
    asked = {
        "fct_incidents": f"select * exclude ({', '.join(counts)}) from marts.fct_incidents order by all",
        "fct_harm_left_out": "select * from marts.fct_harm_left_out where reason <> 'reprint' order by all",
    }

    def answers():
        with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
            return {
                name: con.execute(asked.get(name, f"select * from marts.{name} order by all")).fetchall()
                for name in RECONCILED
                if name != "fct_coverage"
            }

    before = answers()
    text = (corpus.ARTICLES / "mogadishu-2-reuters.txt").read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    renamed = head.replace("source: Reuters", "source: Small Paper").replace("2021-11-10", "2021-11-12")
    (project.layout.articles / "copy.txt").write_text(f"{renamed}\n\n{body}", encoding="utf-8")
    cut = (corpus.ARTICLES / "ghazni-1-afp.txt").read_text(encoding="utf-8").rsplit("\n\n", 1)[0]
    (project.layout.articles / "cut.txt").write_text(
        cut.replace("source: AFP", "source: Small Paper"), encoding="utf-8"
    )
    project.build()
    assert answers() == before
