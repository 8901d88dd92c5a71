"""One article in a text file under a small header (``title:``, ``published:``, ``source:``, ``url:``)."""

from __future__ import annotations

import re

from frontledger.reading.build import FIELD_NAMES, make_article
from frontledger.reading.model import Article, Limits, Reject

_FIELD = re.compile(r"(?P<key>[A-Za-z_]{2,12})\s*:\s*(?P<value>.*)")
_FENCE = re.compile(r"-{3,}\s*")
_HEADER_KEYS = FIELD_NAMES.keys() - {"text", "body"}


def has_header(text: str) -> bool:
    """Return whether ``text`` opens with header lines (fenced or not) that name a title or a date."""
    fields, _ = _split_header(text)
    return bool(fields.keys() & {"title", "published"})


def read_header_file(text: str, file: str, limits: Limits, encoding: str = "utf-8") -> Article | Reject:
    """Return the article of a file for which `has_header` holds, or the reject."""
    fields, body_start = _split_header(text)
    return make_article(
        {**fields, "text": text[body_start:]},
        file=file,
        line=1,
        source_format="header",
        limits=limits,
        encoding=encoding,
    )


def _split_header(text: str) -> tuple[dict[str, object], int]:
    """Return the header's fields and the offset where the text after it begins."""
    fields: dict[str, object] = {}
    offset = 0
    fenced = False
    for line in text.split("\n"):
        following = offset + len(line) + 1
        stripped = line.strip()
        if not fields and not fenced and not stripped:
            offset = following
            continue
        if _FENCE.fullmatch(stripped):
            if not fields and not fenced:
                fenced = True
                offset = following
                continue
            return fields, following
        match = _FIELD.fullmatch(stripped)
        key = match["key"].lower() if match else None
        if match is None or key not in _HEADER_KEYS:
            if fenced and stripped:  # other keys of a front matter are none of ours
                offset = following
                continue
            return fields, offset
        value = match["value"].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        fields.setdefault(FIELD_NAMES[key], value)
        offset = following
    return fields, min(offset, len(text))
