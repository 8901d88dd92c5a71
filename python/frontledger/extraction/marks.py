"""Which spans of a sentence the parser sees folded to one plain word, and what each stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from frontledger.extraction.context import Context
from frontledger.extraction.quantities import Quantity, find_quantities
from frontledger.text.parse import Mark

_DOTTED = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_VAGUE_OF = re.compile(r"\s+of\b(?!\s+(?:them|whom|those|these|which|its|their|his|the)\b)")
_FOLDED_DATES = frozenset(
    "mdy dmy iso slashed part_month month_year last_month_name dmy_range mdy_range last_weekday weekday month "
    "earlier_this".split()
)


def quantity_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return marks for the amounts in ``text[start:end]`` that may count people."""
    marks = []
    for quantity in find_quantities(text[start:end]):
        if quantity.unit_hint is not None:
            continue
        moved = _moved(quantity, start)
        stop = moved.end
        if moved.qualifier == "vague" and (of := _VAGUE_OF.match(text, stop)) and of.end() <= end:
            stop = of.end()
        marks.append(Mark(moved.start, stop, "quantity", "12" if moved.is_plural else "one", moved))
    return marks


def _moved(q: Quantity, by: int) -> Quantity:
    return Quantity(
        q.start + by,
        q.end + by,
        q.core_start + by,
        q.core_end + by,
        q.value,
        q.value_high,
        q.qualifier,
        q.vague_term,
        q.unit_hint,
        q.is_more,
    )


def sentence_marks(context: Context, start: int, end: int) -> list[Mark]:
    """Return the marks of one sentence, none overlapping: names first, then dates, then amounts."""
    text = context.text
    marks: list[Mark] = []
    taken: list[tuple[int, int]] = []

    def free(s: int, e: int) -> bool:
        return all(e <= a or b <= s for a, b in taken)

    def put(mark: Mark) -> None:
        if free(mark.start, mark.end):
            marks.append(mark)
            taken.append((mark.start, mark.end))

    for name in context.names_in(start, end):
        if name.kind == "place":
            # the last point of "U.S." belongs to it; alone it would end the sentence
            dotted = text[name.end : name.end + 1] == "." and _DOTTED.fullmatch(name.text)
            put(Mark(name.start, name.end + bool(dotted), "place", "Baghdad", name))
        elif name.kind in ("actor", "source"):
            last = re.split(r"[\s-]", name.text)[-1]
            head = re.split(r"[\s-]", name.text)[0]
            if last[:1].islower() and head.isupper() and len(head) > 1:
                # "IS jihadists": the acronym is folded, the noun stays
                put(Mark(name.start, name.start + len(head), name.kind, "Hezbollah", name))
                continue
            if last[:1].islower() or name.text[:1].islower():
                continue  # "Turkish-backed rebels": the parser knows such nouns
            single = not re.search(r"[\s-]", name.text)
            if single and not name.text.isupper():
                put(Mark(name.start, name.end, name.kind, name.text, name))
            else:
                plural = (
                    last.endswith("s")
                    and not last.isupper()
                    and last.lower() not in ("news", "hezbollah", "rights", "affairs")
                )
                put(
                    Mark(
                        name.start,
                        name.end,
                        name.kind,
                        "Houthis" if plural else "Hezbollah" if name.kind == "actor" else "Reuters",
                        name,
                    )
                )
        elif name.kind == "voice":
            put(Mark(name.start, name.end, "person", "Peter", name))
    for date in context.dates_in(start, end):
        if date.kind in _FOLDED_DATES and not re.match(
            r"(?:in|over|on|during|for|within|between|from|the)\b", date.text, re.I
        ):
            put(Mark(date.start, date.end, "date", "yesterday" if date.kind == "earlier_this" else "Friday", date))
        else:
            taken.append((date.start, date.end))
    days = {m.end for m in marks if m.kind == "date"}
    for mark in quantity_marks(text, start, end):
        if mark.word == "12" and mark.start - 1 in days:
            mark = replace(mark, word="twelve")  # "said on Thursday 12 people …" is no day of the month
        put(mark)
    return marks
