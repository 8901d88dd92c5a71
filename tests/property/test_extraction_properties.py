"""Whatever the text: exact offsets, the same claims twice, and never an exception."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from frontledger.extraction import ArticleText, Extractor
from frontledger.extraction.dates import find_dates
from frontledger.extraction.quantities import find_quantities
from frontledger.text.sentences import split_sentences
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = (
    "At least 12 |soldiers |were killed |in Homs |on Friday|. |“|” |said Abu Omar, |\n|more than half of |the city |"
    "is controlled by |IS |and |a child |dozens of |IN ALL CAPS 5 DEAD |%|including |12-year-old |(|) |Syrias army |"
    "shelled |between 40 and 50 |Dec. 22 |Gen. |– |the U.N. |fled |\u200b|لا |1,5,0 |2014-2016 "
)
FRAGMENTS = st.sampled_from([*PIECES.split("|"), "x" * 300])
TEXTS = st.one_of(st.lists(FRAGMENTS, max_size=30).map("".join), st.text(max_size=300))
DAY = dt.date(2017, 3, 3)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_claims_quote_the_text_and_come_out_the_same_twice(extractor: Extractor, text: str) -> None:
    first = extractor.extract(ArticleText("a", text, DAY))
    for kind, rows in first.to_rows().items():
        for row in rows:
            assert text[row["char_start"] : row["char_end"]] == row["quote"], kind
            for mention in row.get("mentions", []):
                assert text[mention["char_start"] : mention["char_end"]] == mention["quote"]
            low, high = row.get("value_low"), row.get("value_upper")
            assert low is None or high is None or low <= high
    assert extractor.extract(ArticleText("a", text, DAY)).to_rows() == first.to_rows()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_cover_every_visible_character_once(text: str) -> None:
    sentences = split_sentences(text)
    covered = "".join(text[s.char_start : s.char_end] for s in sentences)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.char_end <= b.char_start for a, b in pairwise(sentences))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_amounts_and_dates_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    for found in (find_quantities(text), find_dates(text, DAY)):
        assert all(0 <= x.start < x.end <= len(text) for x in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_an_article_gives_the_same_claims_alone_and_in_company(extractor: Extractor, texts: list[str]) -> None:
    together = list(extractor.extract_many(ArticleText(str(i), t, DAY) for i, t in enumerate(texts)))
    alone = [extractor.extract(ArticleText(str(i), t, DAY)) for i, t in enumerate(texts)]
    assert [c.to_rows() for c in together] == [c.to_rows() for c in alone]
