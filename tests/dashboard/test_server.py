"""The page that carries the app has our styles, at every address of ours, and asks early for what all pages need."""

from __future__ import annotations

import pytest
import server
import shell


def test_every_page_of_the_app_comes_with_our_styles():
    assert set(server.ADDRESSES) == {"", "overview", *shell.PAGES, "claim", "incident"}


@pytest.mark.parametrize("part", server.PARTS)
def test_a_part_that_is_asked_for_early_is_there(part):
    """A new Streamlit may call it otherwise: then it would come late again."""
    assert f"./static/js/{part}." in server.first_page()


def test_our_styles_stand_behind_those_of_the_head():
    page = server.first_page()
    assert page.index("</head>") < page.index("fl-show") < page.index(".fl-answer {") < page.index("</body>")
    assert "SourceSerif" in page and "http://" not in page.replace("http://www.apache.org", "")
