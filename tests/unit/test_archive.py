"""Archives: where articles begin and end, and what stands around them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from frontledger.reading import Limits, read_file
from frontledger.reading.archive import split_archive

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "gold" / "seed"
ARCHIVE = ROOT / "raw" / "articles" / "gold-eagle-forces-in-the-levant.txt"
EXPECTED = json.loads((SEED / "articles.json").read_text(encoding="utf-8"))["articles"]


@pytest.fixture(scope="module")
def seed_articles():
    result = read_file(ARCHIVE)
    assert result.rejects == []
    return result.articles


def test_the_seed_archive_holds_ten_articles(seed_articles):
    assert len(seed_articles) == len(EXPECTED) == 10


@pytest.mark.parametrize("number", range(10))
def test_seed_article_has_exactly_the_expected_fields(seed_articles, number):
    article, expected = seed_articles[number], EXPECTED[number]
    fields = ("dateline", "agency", "byline", "publisher", "url")
    assert {name: getattr(article, name) for name in fields} == {name: expected[name] for name in fields}
    assert article.published.isoformat() == expected["published"]


@pytest.mark.parametrize("number", range(10))
def test_seed_body_is_the_text_that_offsets_count_in(seed_articles, number):
    expected = EXPECTED[number]
    body = seed_articles[number].body
    assert body == (SEED / f"{expected['id']}.txt").read_text(encoding="utf-8")
    assert body.startswith(expected["first_words"])
    assert body.rstrip("\n").endswith(expected["last_words"])


def test_the_archive_is_byte_for_byte_what_its_sidecar_says():
    import hashlib

    told = json.loads(ARCHIVE.with_suffix(".meta.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(ARCHIVE.read_bytes()).hexdigest() == told["sha256"]


def bodies(text):
    return [article.body for article in split_archive(text, "x").articles]


DATE_LINES = [
    ("2017-09-05", date(2017, 9, 5)),
    ("March 03, 2017", date(2017, 3, 3)),
    ("Nov 8, 2016", date(2016, 11, 8)),
    ("8 November 2016", date(2016, 11, 8)),
    ("8th of November, 2016", date(2016, 11, 8)),
    ("Tuesday, September 5, 2017", date(2017, 9, 5)),
    ("Tue 5 Sep 2017", date(2017, 9, 5)),
    ("Published: 5 September 2017", date(2017, 9, 5)),
    ("Posted on September 5, 2017 at 10:33 am", date(2017, 9, 5)),
    ("2017-09-05T10:33:00Z", date(2017, 9, 5)),
    ("2017/09/05", date(2017, 9, 5)),
    ("05.09.2017", date(2017, 9, 5)),
    ("25/12/2016", date(2016, 12, 25)),
    ("12/25/2016", date(2016, 12, 25)),
    ("Sept. 5, 2017 14:02 GMT", date(2017, 9, 5)),
]


@pytest.mark.parametrize(("line", "day"), DATE_LINES, ids=[line for line, _ in DATE_LINES])
def test_a_line_that_is_a_date_opens_an_article(line, day):
    result = split_archive(f"{line}\n\nTroops entered the town.\n", "x")
    assert [(a.published, a.body) for a in result.articles] == [(day, "Troops entered the town.\n")]


@pytest.mark.parametrize(
    "line",
    [
        "Troops entered on 5 September 2017.",
        "2017",
        "September 2017",
        "31 February 2017",
        "2017-13-01",
        "12 345 678",
        "May",
    ],
)
def test_a_line_that_is_no_date_opens_nothing(line):
    text = f"2017-01-01\n\nFirst sentence.\n\n{line}\n\nLast sentence.\n"
    assert len(bodies(text)) == 1


def test_day_and_month_are_told_apart_by_the_other_dates_of_the_file():
    text = "05/09/2017\n\nOne.\n\n25/09/2017\n\nTwo.\n"
    assert [a.published for a in split_archive(text, "x").articles] == [date(2017, 9, 5), date(2017, 9, 25)]


def test_a_date_that_could_be_two_is_rejected_not_guessed():
    result = split_archive("05/09/2017\n\nOne.\n", "x")
    assert result.articles == []
    assert [(r.line, r.reason_code) for r in result.rejects] == [(1, "ambiguous_date")]


def test_byline_and_dateline_before_the_date_belong_to_the_article_after_it():
    text = (
        "2017-01-01\n\nOne ends here.\n\nBy A. Writer in Town\n\nAin Issa, Syria (AFP)\n\nJan 2, 2017\n\nTwo begins.\n"
    )
    first, second = split_archive(text, "x").articles
    assert first.body == "One ends here.\n"
    assert (second.byline, second.dateline, second.agency) == ("A. Writer in Town", "Ain Issa, Syria", "AFP")
    assert second.source_line == 5


def test_a_title_before_or_after_the_date_is_a_title():
    before = split_archive("2017-01-01\n\nOne.\n\nArmy takes the town\n\n2017-01-02\n\nTwo.\n", "x").articles
    after = split_archive("2017-01-01\n\nArmy takes the town\n\nBy A. Writer\n\nIt took it.\n", "x").articles
    assert [a.title for a in before] == [None, "Army takes the town"]
    assert (after[0].title, after[0].byline, after[0].body) == ("Army takes the town", "A. Writer", "It took it.\n")


@pytest.mark.parametrize(
    ("footer", "publisher", "url"),
    [
        ("Source: Some Paper.\n\nLink: http://a.example/1.", "Some Paper", "http://a.example/1"),
        ("Via: Some Paper\nURL: https://a.example/x?y=1", "Some Paper", "https://a.example/x?y=1"),
        ("Publisher: Some Paper\n\nhttps://a.example/2", "Some Paper", "https://a.example/2"),
        ("Source: Some Paper\n\nSection: World\n\nShare this:\n\n12 comments", "Some Paper", None),
        ("", None, None),
    ],
)
def test_footers_of_many_kinds_close_an_article(footer, publisher, url):
    (article,) = split_archive(f"2017-01-01\n\nThe text.\n\n{footer}\n", "x").articles
    assert (article.body, article.publisher, article.url) == ("The text.\n", publisher, url)


def test_a_colon_in_the_last_sentence_is_no_footer():
    (article,) = split_archive("2017-01-01\n\nHe had one wish: peace.\n\nSANA: the army advanced.\n", "x").articles
    assert article.body == "He had one wish: peace.\n\nSANA: the army advanced.\n"


def test_an_advertisement_in_the_middle_is_left_out_and_noted():
    (article,) = split_archive("2017-01-01\n\nOne.\n\nAdvertisements\n\nTwo.\n", "x").articles
    assert article.body == "One.\n\nTwo.\n"
    assert "left out: Advertisements" in article.parser_notes


def test_contributor_lines_stay_in_the_text():
    (article,) = split_archive("2017-01-01\n\nThe text.\n\nA. Writer contributed to this report.\n", "x").articles
    assert article.body.endswith("contributed to this report.\n")


def test_text_before_the_first_date_is_rejected_with_its_line():
    result = split_archive(
        "Tag Archive: Town\n\nA whole paragraph that has no date, and ends.\n\n2017-01-01\n\nOne.\n", "x"
    )
    assert [(r.line, r.reason_code) for r in result.rejects] == [(3, "no_date")]
    assert len(result.articles) == 1


def test_a_date_with_no_text_is_an_empty_article():
    result = split_archive("2017-01-01\n\nSource: Paper.\n\n2017-01-02\n\nTwo.\n", "x")
    assert [(r.line, r.reason_code) for r in result.rejects] == [(1, "empty_body")]
    assert [a.body for a in result.articles] == ["Two.\n"]


def test_an_article_longer_than_the_limit_is_rejected():
    result = split_archive("2017-01-01\n\n" + "x" * 50, "x", Limits(body_chars=10))
    assert [r.reason_code for r in result.rejects] == ["body_too_long"]


@pytest.mark.parametrize(
    ("first_line", "dateline", "agency"),
    [
        ("DAMASCUS – Troops came.", "Damascus", None),
        ("BEIRUT (AP) — Troops came.", "Beirut", "AP"),
        ("AL-BAB – Troops came.", "Al-Bab", None),
        ("DEIR EZZOR – Troops came.", "Deir Ezzor", None),
        ("BEIRUT, Jan 5 (Reuters) - Troops came.", "Beirut", "Reuters"),
        ("MOSUL, Iraq (AP) — Troops came.", "Mosul, Iraq", "AP"),
        ("Damascus (AFP) – Troops came.", "Damascus", "AFP"),
        ("(Reuters) - Troops came.", None, "Reuters"),
        ("US-backed forces came.", None, None),
        ("IS came – and went.", None, None),
    ],
)
def test_datelines_that_open_the_text_are_read_and_stay(first_line, dateline, agency):
    (article,) = split_archive(f"2017-01-01\n\n{first_line}\n", "x").articles
    assert (article.dateline, article.agency) == (dateline, agency)
    assert article.body == first_line + "\n"
