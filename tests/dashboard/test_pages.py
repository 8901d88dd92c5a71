"""Every page in every state shows something true and never an exception."""

from __future__ import annotations

import re
import traceback
from itertools import pairwise
from pathlib import Path

import database
import duckdb
import examples
import pytest
import queries
import reconciled
import sandbox
import wording
import yaml
from filters import Filters
from make_release import write_release

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "home",
    "timeline",
    "map",
    "casualties",
    "territory",
    "incidents",
    "articles",
    "review",
    "quality",
    "sql",
    "about",
]


def text(test) -> str:
    """Everything a page says, without tags."""
    pieces = [
        element.value
        for kind in (test.title, test.header, test.markdown, test.warning, test.caption)
        for element in kind
    ]
    pieces += [element.proto.body for element in test.get("html")]
    return re.sub(r"<[^>]+>", " ", " ".join(map(str, pieces)))


def some_claim(release, table="fct_casualties") -> dict:
    return database.first(release, database.Query(f"select * from marts.{table} order by claim_id limit 1"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_its_answer(app, page):
    test = app(page)
    assert not test.exception
    assert test.title[0].value.lower() == ("overview" if page == "home" else page)
    assert "fl-answer" in " ".join(element.proto.body for element in test.get("html"))


def test_the_overview_counts_what_is_there(app, release):
    n = database.first(release, database.Query("select count(*) as n from marts.fct_casualties"))["n"]
    assert f"{n} about casualties" in text(app())


@pytest.mark.parametrize("page", PAGES)
def test_without_a_warehouse_every_page_says_how_to_make_one(app, tmp_path, page):
    test = app("", folder=tmp_path)
    assert not test.exception
    assert test.title[0].value == "Nothing published yet"
    assert test.code[0].value == "make demo"


@pytest.mark.parametrize("page", PAGES)
def test_a_warehouse_without_articles_says_so(app, tmp_path, page):
    write_release(tmp_path, 0)
    test = app(page, folder=tmp_path)
    assert not test.exception
    if page not in ("quality", "sql", "about"):
        assert test.title[0].value == "A warehouse without articles"
        assert "undated.txt" in str(test.dataframe[0].value)


def test_a_damaged_release_is_named_without_its_path(app, tmp_path):
    path = write_release(tmp_path, 1)
    path.write_bytes(b"not a database")
    test = app("", folder=tmp_path)
    assert not test.exception
    assert test.title[0].value == "This release cannot be read"
    assert str(tmp_path) not in text(test)


@pytest.mark.parametrize("page", ["home", "timeline", "map", "casualties", "territory", "incidents", "articles"])
def test_filters_without_rows_say_which_one_to_drop(app, page):
    test = app(page, q="no article says this")
    assert not test.exception
    assert "match." in text(test)
    drop = next(button for button in test.button if "words in the quote" in button.label)
    assert re.search(r": [1-9][\d,]* rows", drop.label)
    drop.click().run()
    assert not test.exception
    assert "match." not in text(test)


def test_a_single_day_in_a_link_is_that_day(app, release):
    day = database.first(release, database.Query("select max(date_start) as day from marts.fct_events"))["day"]
    test = app("timeline", dates=[str(day), str(day)])
    assert f"between {day} and {day}" in re.sub(r"\s+", " ", text(test))


def test_an_unknown_value_in_a_link_is_named(app):
    test = app("", actor=["Turkey", "BOGUS"])
    assert any("actor=BOGUS" in warning.value for warning in test.warning)
    assert test.multiselect(key="actor").value == ["Turkey"]


def test_an_unknown_release_in_a_link_is_named_with_those_that_are_there(app):
    test = app("", v="1999.01.01-gone")
    assert any("1999.01.01-gone" in w.value and "2026.11.22-160000-inve77" in w.value for w in test.warning)


def test_an_old_table_layout_is_told(app, tmp_path):
    write_release(tmp_path, 2, schema_version="0")
    assert any("table layout 0" in warning.value for warning in app("", folder=tmp_path).warning)


def test_a_link_pins_its_release(app, tmp_path):
    write_release(tmp_path, 2, version="2026.01.01-000000-aaaaaa")
    write_release(tmp_path, 5, version="2026.01.02-000000-bbbbbb")
    assert "2 articles" in text(app("", folder=tmp_path, v="2026.01.01-000000-aaaaaa"))
    assert "5 articles" in text(app("", folder=tmp_path))


@pytest.mark.parametrize("table", ["fct_casualties", "fct_territory", "fct_events"])
def test_a_claim_shows_its_quote_and_every_field(app, release, table):
    row = some_claim(release, table)
    test = app("claim", claim=row["claim_id"])
    assert not test.exception
    assert row["quoted_text"] in text(test)
    assert "claim_id" in text(test)


@pytest.mark.parametrize(("page", "key"), [("claim", "claim"), ("articles", "article")])
def test_an_old_link_is_not_an_error(app, page, key):
    test = app(page, **{key: "<b>gone</b>"})
    assert not test.exception
    assert test.title[0].value == "Not in this release"
    assert test.code[0].value == "<b>gone</b>"


def test_the_reader_marks_every_claim_of_the_article(app, release):
    row = some_claim(release)
    test = app("articles", article=row["article_id"], span=row["claim_id"])
    body = " ".join(element.proto.body for element in test.get("html"))
    spans = database.fetch(release, queries.article_spans(row["article_id"]))
    assert not test.exception
    for claim_id in spans["claim_id"]:
        assert f"span-{claim_id}" in body
    assert "fl-chosen" in body


def test_an_article_leads_to_those_that_print_its_sentences(app, tmp_path):
    path = write_release(tmp_path, 4)
    with duckdb.connect(str(path)) as con:
        one, other = (
            row[0] for row in con.execute("select article_id from marts.dim_article order by 1 limit 2").fetchall()
        )
        con.execute(
            "insert into marts.dim_sentence (sentence_id, article_id, text) select 's' || n || article, article, "
            "'A sentence of an agency that two outlets print word for word, number ' || n "
            "from (select unnest(range(3)) as n), (select unnest([?, ?]) as article)", [one, other],
        )  # fmt: skip
    test = app("articles", folder=tmp_path, article=one)
    assert not test.exception
    said = " ".join(element.proto.body for element in test.get("html"))
    assert f"article={other}" in said and "3 of " in said
    assert "Printed in other articles too" not in text(app("articles", folder=tmp_path, article="a" * 17))


def test_hostile_text_is_shown_and_never_run(app, release):
    row = database.first(
        release, database.Query("select article_id from marts.dim_article where body like '%<script>%'")
    )
    test = app("articles", article=row["article_id"], part="2")
    body = " ".join(element.proto.body for element in test.get("html"))
    assert not test.exception
    assert "<script>" not in body and "<img" not in body


def test_accuracy_carries_its_interval(app):
    assert "0.89 (0.83–0.95)" in text(app("quality"))


def test_accuracy_counts_the_claims_that_were_annotated_not_those_found(app):
    body = next(e.proto.body for e in app("quality").get("html") if "0.89 (0.83–0.95)" in e.proto.body)
    row = body[body.index("0.89 (0.83–0.95)") :]
    assert ">60<" in row and ">64<" not in row


def test_a_total_adds_one_figure_an_incident_and_no_claims(app, release):
    total = database.first(
        release,
        database.Query("select sum(value_best) as n from marts.fct_incident_tolls where measure = 'killed'"),
    )["n"]
    answer = next(e.proto.body for e in app("casualties").get("html") if "fl-answer" in e.proto.body)
    assert f"<b>{total:,}" in answer


def test_a_total_says_what_is_in_it_and_what_is_not(app, release):
    test = app("casualties")
    said = text(test)
    left = database.fetch(release, database.Query("select distinct not_best_because as reason from "
        "marts.bridge_incident_claim where not_best_because is not null and told_as = 'killed'"))  # fmt: skip
    assert left.height
    for reason in left["reason"]:
        assert wording.left_out(reason) in said
    assert "of a whole conflict: tolls of different reach are never added" in said


@pytest.mark.parametrize("narrowed", [{"victims": "civilian"}, {"scope": "conflict"}])
def test_no_total_is_made_of_a_part_of_the_victims_or_of_wars(app, narrowed):
    said = text(app("casualties", **narrowed))
    assert "one figure an incident" not in said
    assert "No total is made for a part of the victims" in said


def test_the_overview_sets_sources_that_differ_side_by_side(app, release):
    widest = database.fetch(release, reconciled.disagreements(Filters()))
    test = app()
    said = text(test)
    first = widest.filter(widest["disagreement_id"] == widest["disagreement_id"][0])
    assert first.height > 1
    for name in first["asserter"]:
        assert wording.asserter(name) in said
    assert "Sources are furthest apart on" in said


def test_a_denial_stands_beside_what_it_denies_and_leads_to_its_words(app, release):
    denial = database.first(
        release,
        database.Query("select * from marts.fct_disagreements where stance = 'denies' order by disagreement_id"),
    )
    test = app(q="near")  # the words of events: tolls do not pass
    assert not test.exception
    body = " ".join(element.proto.body for element in test.get("html"))
    assert "<b>denied</b> by" in body and wording.DENIAL in body
    assert f"span={denial['claim_id']}" in body


def test_shares_stand_as_they_were_at_the_end_of_each_month(app, release):
    place = database.first(release, database.Query("select place from marts.fct_territory_monthly order by place"))
    said = text(app("territory", of=place["place"]))
    assert "Captures told since" in said


def test_shares_that_follow_from_a_claim_can_be_left_away(app, release):
    of = database.first(
        release, database.Query("select place from marts.fct_territory group by 1 order by count(*) desc")
    )
    test = app("territory", of=of["place"])
    assert not test.exception
    test.toggle(key="derived").set_value(False).run()
    assert not test.exception


def test_a_share_stands_beside_those_of_other_sources_as_of_a_day(app, release):
    place = database.first(
        release,
        database.Query("select place from marts.fct_territory_timeline where entry = 'share_held' group by place "
                       "order by count(distinct asserter) desc, place"),
    )["place"]  # fmt: skip
    sources = database.fetch(
        release, database.Query("select distinct asserter from marts.fct_territory_timeline where place = $place "
                                "and entry = 'share_held'", {"place": place})
    )  # fmt: skip
    said = text(app("territory", of=place))
    assert sources.height > 1
    for name in sources["asserter"]:
        assert wording.asserter(name) in said


def test_an_error_of_a_page_has_a_number_that_the_log_knows_and_no_path(app, monkeypatch, caplog):
    monkeypatch.undo()  # the real log, not the one of the tests
    import reconciled

    def broken(*_arguments: object) -> None:
        raise ValueError("/secret/place of this machine")

    monkeypatch.setattr(reconciled, "summary", broken)
    test = app("incidents")
    said = text(test)
    assert not test.exception
    assert "ran into an error of its own" in said
    assert "/secret" not in said
    number = re.search(r"number `?([0-9a-f]{8})", said)[1]
    assert number in caplog.text and "/secret/place" in caplog.text


def exposed(page: str) -> set[str]:
    """The tables that the exposure of a page names."""
    exposures = yaml.safe_load((ROOT / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
    (own,) = [e["depends_on"] for e in exposures if e["name"] == f"dashboard_{page.replace('home', 'overview')}"]
    return set(re.findall(r"ref\('(\w+)'\)", " ".join(own)))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_what_its_exposure_names(app, monkeypatch, page):
    """What the sidebar and the frame around all pages read is left aside."""
    read = set()

    def noted(path: object, query: database.Query, ask=database.fetch):
        if any(frame.filename.endswith(f"/views/{page}.py") for frame in traceback.extract_stack()):
            read.update(re.findall(r"(?:marts|quality)\.(\w+)", query.sql))
        return ask(path, query)

    monkeypatch.setattr(database, "fetch", noted)
    assert not app(page).exception
    assert read <= exposed(page)


def test_a_month_without_articles_stands_in_the_grid_as_one(release):
    rows = database.fetch(release, queries.coverage())
    months = rows["month"].unique().sort().to_list()
    assert all((later - earlier).days <= 31 for earlier, later in pairwise(months))
    assert rows.filter(rows["articles"] == 0)["claims"].null_count() == (rows["articles"] == 0).sum()


def test_nothing_is_said_of_claims_without_a_date_where_there_are_none(app, release):
    days = database.first(
        release, database.Query("select min(date_start) as a, max(date_end) as b from marts.fct_casualties")
    )
    assert "without a date" not in text(app("casualties", dates=[str(days["a"]), str(days["b"])]))


def test_an_article_says_what_it_claims_and_to_which_words_a_link_leads(app, release):
    claim = some_claim(release)
    of_it = database.Query("select * from marts.fct_casualties where article_id = $a", {"a": claim["article_id"]})
    n = database.fetch(release, of_it).height
    said = re.sub(r"\s+", " ", text(app("articles", article=claim["article_id"], span=claim["claim_id"])))
    assert f"{n} about casualties" in said
    assert f"The link leads to “{claim['quoted_text']}”." in said
    assert "The link leads" not in text(app("articles", article=claim["article_id"], span="c0"))


def test_a_pinned_release_that_is_not_the_newest_says_so(app, tmp_path):
    write_release(tmp_path, 3, version="2026.11.21-100000-aaaaaa")
    write_release(tmp_path, 3, version="2026.11.22-100000-bbbbbb")
    pinned = app("incidents", folder=tmp_path, v="2026.11.21-100000-aaaaaa")
    assert ["choose “current”" in info.value for info in pinned.info] == [True]
    assert not app("incidents", folder=tmp_path, v="2026.11.22-100000-bbbbbb").info
    assert not app("incidents", folder=tmp_path).info


def test_every_worked_example_runs(release):
    statements = examples.read()
    assert len(statements) >= 12
    for name, sql in statements.items():
        values = {"type": "air_strike"} if "$type" in sql else None
        result = sandbox.run(release, sql, values)
        assert not result.problem, (name, result.message)


def test_page_queries_cannot_write(release):
    with pytest.raises(duckdb.Error):
        database.fetch(release, database.Query("create table marts.t as select 1"))
    with pytest.raises(duckdb.Error):
        database.fetch(release, database.Query("select * from read_csv('/etc/passwd')"))
