"""What reading yields: articles, rejects with a reason, and an account of every region of the input."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

# Why something could not be read. The code is stable and machine-readable; the words are for people.
REASONS = {
    "no_date": "no publication date was found",
    "bad_date": "the publication date is not a date",
    "ambiguous_date": "day and month of the publication date cannot be told apart",
    "empty_body": "there is no text",
    "undecodable": "the bytes are not text in any encoding that could be recognised",
    "malformed_row": "the row does not follow the format of its file",
    "missing_column": "a required column is missing",
    "unreadable_file": "the file could not be opened or parsed",
    "file_too_large": "the file is larger than the limit",
    "body_too_long": "the text is longer than the limit",
    "unknown_format": "no reader knows this kind of file",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes over which input is refused: bytes of a file, characters of one article."""

    file_bytes: int = 512 * 1024 * 1024
    text_file_bytes: int = 32 * 1024 * 1024  # a text or web page is held in memory whole
    body_chars: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """One appearance of an article: its text and what the file says about it.

    ``body`` has ``\\n`` line ends, no outer blank lines, and ends with one ``\\n`` as text files do. ``source_file``
    is relative to the folder that was read, ``source_line`` the 1-based line (or row) where the article begins.
    """

    body: str
    published: date
    source_file: str
    source_line: int
    source_format: str
    title: str | None = None
    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    source_id: str | None = None
    encoding: str = "utf-8"
    parser_notes: tuple[str, ...] = ()

    @property
    def article_id(self) -> str:
        """Key of the text, whatever file or outlet it came in: same text, same key."""
        return "a" + self.sha256[:16]

    @property
    def sha256(self) -> str:
        """SHA-256 of the body's UTF-8 bytes."""
        return hashlib.sha256(self.body.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was received and could not be read, with the reason."""

    file: str
    line: int
    reason_code: str
    detail: str = ""

    @property
    def reason(self) -> str:
        """The reason in words."""
        return REASONS[self.reason_code]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``first`` to ``last`` (1-based, inclusive) of a text file and what was made of them.

    ``kind`` is ``article``, ``head`` (title, byline, dateline, date), ``footer``, ``furniture`` or ``reject``.
    """

    first: int
    last: int
    kind: str


@dataclass(slots=True)
class ReadResult:
    """Articles and rejects of one input; ``regions`` accounts for each line that is not blank (archives only)."""

    articles: list[Article] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
