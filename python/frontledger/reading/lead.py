"""The opening of an article: dateline, agency, byline."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = r"[–—―-]{1,2}"
# "BEIRUT", "DEIR EZ-ZOR", "AL-BAB"; particles may be lower case, but every name has two capitals in a row or is short.
_CITY = r"[A-Z][A-Z'’.\-]*[A-Z](?:(?:\s+|/)[A-Z][A-Za-z'’.\-]*[A-Z])*"
_REGION = r"(?:,\s+[A-Z][A-Za-z'’.\- ]{1,40}?)?"
_DAY = r"(?:,?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,\s+\d{4})?)?"
_AGENCY = r"\((?P<agency>AP|AFP|UPI|DPA|dpa|ANSA|EFE|IANS|PTI|Reuters|REUTERS|Xinhua|TASS|[A-Z][A-Za-z]{1,15})\)"
_UPPER_DATELINE = re.compile(rf"(?P<place>{_CITY}{_REGION}){_DAY}\s*(?:{_AGENCY}\s*)?[:|]?\s*{_DASH}\s+")
_AGENCY_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w'’.\-]*(?:[ ,]+[A-Z][\w'’.\-]*){{0,5}}){_DAY}\s*{_AGENCY}\s*{_DASH}\s+"
)
_AGENCY_ONLY = re.compile(rf"{_AGENCY}\s*{_DASH}\s+")
_STANDING_DATELINE = re.compile(rf"(?P<place>[A-Z][\w'’.\-]*(?:[ ,]+[\w'’.\-]+){{0,6}}){_DAY}\s*{_AGENCY}\s*")
_BYLINE = re.compile(r"[Bb](?:y|Y)\s+(?P<byline>[A-Z](?:[^.!?:;]|(?<=\b[A-Z])\.){1,150})")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where and by whom an article was filed; each None if not told."""

    dateline: str | None = None
    agency: str | None = None


def read_lead(body: str) -> Lead:
    """Return dateline and agency that open the first line of ``body`` ("BEIRUT (AP) — ..."); they stay in the body."""
    first = body.split("\n", 1)[0][:200]
    for pattern in (_UPPER_DATELINE, _AGENCY_DATELINE):
        if match := pattern.match(first):
            return Lead(settle_case(match["place"]), match["agency"])
    if match := _AGENCY_ONLY.match(first):
        return Lead(None, match["agency"])
    return Lead()


def read_standing_dateline(line: str) -> Lead | None:
    """Return the dateline that is the whole of ``line`` ("Ain Issa, Syria (AFP)"), or None."""
    match = _STANDING_DATELINE.fullmatch(line.strip()) if len(line) < 120 else None
    return Lead(settle_case(match["place"].strip(" ,")), match["agency"]) if match else None


def read_byline(line: str) -> str | None:
    """Return the writers named by a line that is nothing but a byline ("By A. Writer in Town"), or None."""
    match = _BYLINE.fullmatch(line.strip())
    return match["byline"].strip() if match else None


def settle_case(place: str) -> str:
    """Return a place name written in capitals with only its initials so: "DEIR EZZOR" -> "Deir Ezzor"."""
    words = [
        "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 1 else word
        for word in place.strip().split(" ")
    ]
    return " ".join(word for word in words if word)
