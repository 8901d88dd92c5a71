"""Bytes to text: UTF-8 if it is, else the legacy encoding that fits."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# English text saved by Windows programs: typographic marks, and accented letters only inside otherwise plain words.
# Statistics cannot tell cp1252 from its neighbours in a text with three quotation marks; this can.
_WESTERN_MARKS = "“”‘’‚„–—…•€£¥©®°±½¼¾«»§·\xa0\xad´"
_PLAIN_WESTERN = re.compile(
    rf"(?:[\x09\x0a\x0d\x20-\x7e]|[{_WESTERN_MARKS}]|[À-ÖØ-Þ](?=[a-zß-öø-ÿ])|(?<![ß-öø-ÿ][ß-öø-ÿ])[ß-öø-ÿŠšŽžŒœ])*"
)


class UndecodableError(ValueError):
    """The bytes are not text in any encoding that could be recognised."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` without byte-order mark, and the name of the encoding.

    Raises UndecodableError for binary data.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UndecodableError(f"begins with a {encoding} byte-order mark but is not {encoding}") from error
    if b"\0" in data:
        return _decode_by_statistics(data, only=["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"])
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and _PLAIN_WESTERN.fullmatch(western):
        return western, "cp1252"
    return _decode_by_statistics(data)


def _decode_by_statistics(data: bytes, only: list[str] | None = None) -> tuple[str, str]:
    best = charset_normalizer.from_bytes(data, cp_isolation=only).best()
    if best is None:
        raise UndecodableError("no encoding fits")
    text = str(best)
    if "\0" in text:
        raise UndecodableError("holds NUL bytes")
    return text, best.encoding


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` with ``\\n`` line ends and only characters that can be stored, and notes on what was replaced.

    Null characters and unpaired surrogates (they occur in JSON escapes) become U+FFFD, so that offsets hold.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    stored = re.sub("[\0\ud800-\udfff]", "\ufffd", text)
    notes = ("unstorable characters replaced",) if stored != text else ()
    return stored, notes


def tidy_body(text: str) -> str:
    """Return ``text`` without outer blank space and with one final line end; empty if nothing remains."""
    lines = [line.rstrip() for line in text.split("\n")]
    body = "\n".join(lines).strip()
    return body + "\n" if body else ""
