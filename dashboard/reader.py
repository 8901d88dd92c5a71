"""Turns an article and its spans into HTML. Pure: text in, escaped text out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

# Outermost first: the line of an outer kind lies further below the words, so nested spans show both.
ORDER = ("set aside", "events", "territory", "casualties")
NUMERAL = re.compile(
    r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|"
    r"dozens?|scores|half|third|quarter)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """A quoted stretch of the article's text: ``text[start:end]``."""

    start: int
    end: int
    kind: str
    claim_id: str


def unclaimed_numbers(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the numbers in ``text`` that stand in no casualty or territory span: what a reviewer looks at."""
    covered = [(s.start, s.end) for s in spans if s.kind in ("casualties", "territory")]
    return [
        Span(m.start(), m.end(), "number", "")
        for m in NUMERAL.finditer(text)
        if not any(start <= m.start() < end for start, end in covered)
    ]


def marked(text: str, spans: Iterable[Span], chosen: str = "", start: int = 0, end: int | None = None) -> Markup:
    """Return ``text[start:end]`` as HTML with every span marked, however spans nest or overlap.

    The first piece of a claim's span carries ``id="span-<claim_id>"``, so that a link can point at it.
    """
    end = len(text) if end is None else end
    inside = [s for s in spans if s.start < end and s.end > start and s.start < s.end]
    edges = sorted({start, end, *(p for s in inside for p in (s.start, s.end) if start < p < end)})
    seen: set[str] = set()
    pieces = []
    for left, right in pairwise(edges):
        covering = sorted(
            (s for s in inside if s.start <= left and s.end >= right),
            key=lambda s: (rank(s.kind), s.start, s.claim_id),
        )
        piece = escape(text[left:right])
        shown: set[str] = set()
        for span in reversed(covering):  # innermost first
            first = bool(span.claim_id) and span.claim_id not in seen
            seen.add(span.claim_id)
            if span.kind in shown and not first and span.claim_id != chosen:
                continue  # one line a kind is enough
            piece = Markup("<mark{} class='{}'>{}</mark>").format(
                Markup(" id='span-{}' tabindex='0'").format(span.claim_id) if first else "",
                css_class(span.kind, span.kind in shown) + (" fl-chosen" if chosen and span.claim_id == chosen else ""),
                piece,
            )
            shown.add(span.kind)
        pieces.append(piece)
    return Markup("").join(pieces)


def excerpt(text: str, span: Span, context: int) -> Markup:
    """Return ``span`` marked within about ``context`` characters before and after it, cut between words."""
    start, end = max(0, span.start - context), min(len(text), span.end + context)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text.find(" ", end)
    end = cut if cut >= 0 else len(text)
    end = min(end, span.end + 2 * context)  # a text without spaces is cut all the same
    return Markup("{}{}{}").format(
        "…" if start else "", marked(text, [span], span.claim_id, start, end), "…" if end < len(text) else ""
    )


def css_class(kind: str, again: bool) -> str:
    """Return the class that draws the kind's line; a second span of the same kind gets no second line."""
    return "fl-again" if again else "fl-" + kind.replace(" ", "-")


def rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else -1


def page_breaks(text: str, size: int = 60_000) -> list[tuple[int, int]]:
    """Cut a long text into (start, end) pieces of about ``size`` characters, at line ends where there are any."""
    pieces, start = [], 0
    while len(text) - start > size:
        cut = text.rfind("\n", start + size // 2, start + size) + 1
        cut = cut or start + size
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, len(text))]
