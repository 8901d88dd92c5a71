"""Names that no table has: armed groups by the shape of their name, and acronyms that the article explains itself."""

from __future__ import annotations

import re

from frontledger.extraction.entities import Actor, Name, Source

_WORD = r"(?:[A-ZÀ-Þ][\w’'-]+|(?:al|el|ul|an|as|ash|ad|ar)-[A-ZÀ-Þ][\w’'-]+)"
_GROUP = re.compile(
    rf"\b(?P<name>{_WORD}(?:[ ](?:of|for|the|ibn|bin|and|{_WORD[3:-1]})){{0,6}}[ ]"
    r"(?P<last>Front|Army|Brigades?|Militia|Movement|Battalions?|Fighters|Resistance|Jihad|Forces|Defen[cs]e Force))\b"
)
# Words that make the name of a fighting body of "… Army", "… Forces": the rest are states' own or no army at all.
_FIGHTING = re.compile(
    r"\b(?:Liberation|Resistance|National|People['’]?s|Popular|Islamic|Revolutionary|Democratic|Patriotic|Defen[cs]e|"
    r"Freedom|Jihad|Martyrs?|ibn|bin|Lord['’]s|Volunteer|Self-Defen[cs]e|Tribal|Salvation|United|Unified|Allied|"
    r"al-[A-Z][\w’'-]+)\b"
)
_NO_GROUP = re.compile(
    r"^(?:The |Red |Salvation |Eastern |Western |Northern |Home |"
    r"National (?:Defen[cs]e|Guard|Security|Democratic Front)|"
    r"(?:Air|Armed|Security|Ground|Naval|Land|Special|Joint|Peacekeeping) Forces|United Nations|World )"
)
_SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z-]{1,7})\)")
_EXPLAINED = re.compile(rf"(?P<name>{_WORD}(?:[ ](?:of|for|the|and|{_WORD[3:-1]})){{1,7}})[ ]{_SHORT.pattern}")
_ARMED = re.compile(r"\b(?:Front|Army|Brigades?|Militia|Movement|Battalions?|Fighters|Resistance|Jihad|Forces)\b")


def newcomers(text: str, known: list[Name]) -> list[Name]:
    """Return the names found by their shape beside the ``known`` ones, none of them overlapping a known name.

    A group that no table has keeps the name the text gives it; an acronym in brackets stands, wherever it is
    written again, for the name before it ("the Arakan Army (AA)").
    """
    found = _groups(text, known)
    return found + _acronyms(text, [*known, *found])


def _free(start: int, end: int, names: list[Name]) -> bool:
    return not any(n.start < end and start < n.end and n.kind in ("actor", "source", "voice") for n in names)


def _groups(text: str, known: list[Name]) -> list[Name]:
    found: list[Name] = []
    for match in _GROUP.finditer(text):
        name, start = match["name"], match.start("name")
        if name.startswith("The "):
            name, start = name[4:], start + 4
        if " " not in name or _NO_GROUP.match(name) or not _FIGHTING.search(name):
            continue
        if any(n.start == start and n.kind in ("demonym", "place") for n in known):
            continue  # "Syrian National Army" is a table's business, "Chinese Army" a state's
        if not _free(start, start + len(name), [*known, *found]):
            continue
        actor = Actor(f"text:{name}", name, "unknown", "other", None)
        found.append(Name(start, start + len(name), name, "actor", (actor,)))
    return found


def _acronyms(text: str, names: list[Name]) -> list[Name]:
    found: list[Name] = []
    if not _SHORT.search(text):
        return found  # most articles explain none
    for match in _EXPLAINED.finditer(text):
        short, end = match["short"], match.end("name")
        if not short[-1].isupper() and not short.isupper() or not _initials(match["name"], short):
            continue
        meant = next((n for n in names if n.end == end and n.kind in ("actor", "source")), None)
        if meant is None:
            start = match.start("name") + (4 if match["name"].startswith("The ") else 0)
            whole = text[start:end]
            if not _free(start, end, names):
                continue
            kind = "actor" if _ARMED.search(whole) else "source"
            entry: Actor | Source = (
                Actor(f"text:{whole}", whole, "unknown", "other", None)
                if kind == "actor"
                else Source(f"text:{whole}", whole, "unknown", None, None)
            )
            meant = Name(start, end, whole, kind, (entry,))
            found.append(meant)
        for again in re.finditer(rf"\b{re.escape(short)}\b", text):
            if _free(again.start(), again.end(), [*names, *found]):
                found.append(Name(again.start(), again.end(), short, meant.kind, meant.entries))
    return found


def _initials(name: str, short: str) -> bool:
    """Tell whether the capitals of the acronym are initials of the name's last words, in order."""
    letters = [c for c in short if c.isupper()]
    first = [w[0].upper() for w in re.split(r"[ -]", name) if w and w not in ("al", "el")]
    at = 0
    for letter in reversed(letters):
        while at < len(first) and first[-1 - at] != letter:
            at += 1
        if at == len(first):
            return False
        at += 1
    return len(letters) >= 2
