"""Marking spans never changes, loses or executes the text."""

from __future__ import annotations

import html
import re

import reader
from hypothesis import given
from hypothesis import strategies as st
from reader import Span

KINDS = ("casualties", "territory", "events", "set aside")
texts = st.text(alphabet="ab <>&\"'\n12é", min_size=1, max_size=80)


@st.composite
def marked_texts(draw):
    text = draw(texts)
    edges = st.integers(0, len(text))
    spans = [
        Span(min(a, b), max(a, b), kind, f"c{number}")
        for number, (a, b, kind) in enumerate(
            draw(st.lists(st.tuples(edges, edges, st.sampled_from(KINDS)), max_size=6))
        )
    ]
    return text, spans


def words(markup: str) -> str:
    return html.unescape(re.sub(r"</?mark[^>]*>", "", markup))


@given(marked_texts())
def test_the_text_comes_out_as_it_went_in(case):
    text, spans = case
    assert words(reader.marked(text, spans)) == text


@given(marked_texts())
def test_every_claim_can_be_pointed_at_exactly_once(case):
    text, spans = case
    ids = re.findall(r"id='span-(c\d+)'", reader.marked(text, spans))
    assert sorted(ids) == sorted(s.claim_id for s in spans if s.start < s.end)


def test_markup_in_an_article_is_shown_as_text():
    page = reader.marked("<script>alert(1)</script>", [Span(0, 8, "events", "e1")])
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_nested_spans_of_two_kinds_keep_both_lines():
    page = reader.marked("killed 12 in Raqqa", [Span(0, 18, "events", "e1"), Span(0, 9, "casualties", "c1")])
    assert page.startswith("<mark id='span-e1' tabindex='0' class='fl-events'><mark id='span-c1'")


def test_the_chosen_claim_is_marked_as_chosen():
    spans = [Span(0, 3, "events", "e1"), Span(0, 3, "events", "e2")]
    assert "fl-chosen" in reader.marked("abc", spans, "e2")


def test_numbers_in_no_claim_are_found_and_those_in_claims_are_not():
    text = "At least 12 died; 3,000 fled and dozens stayed."
    found = reader.unclaimed_numbers(text, [Span(0, 16, "casualties", "c1")])
    assert [text[s.start : s.end] for s in found] == ["3,000", "dozens"]


@given(st.text(alphabet="ab\n", max_size=500))
def test_a_long_text_is_cut_without_loss(text):
    pieces = reader.page_breaks(text, size=40)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= 40 for start, end in pieces)
