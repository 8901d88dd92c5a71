"""Where: from a name in the text to the canonical place, and from a claim to its place.

Of several places with one name the article's countries decide; a town that is also a person or a word needs
a locative word before it. A name with a kind of its own ("X province", "X air base") is that place, known or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from frontledger.extraction.context import Context
from frontledger.extraction.entities import Name, Place, fold, gazetteer
from frontledger.reference import read_table

_LOCATIVE = re.compile(
    r"(?:\b(?:in|at|near|of|from|to|into|toward|towards|around|outside|inside|over|across|on|against|for|between|and|"
    r"or|entering|through|leaving|"
    r"north|south|east|west|northern|southern|eastern|western|central|northeast|northwest|southeast|southwest|"
    r"besieged|captured|retake|taken|took|retaken|overrun|stormed|hit|struck|abandoned|hold|"
    r"retook|recaptured|seized|liberated|bombed|bombarded|pounded|overran|encircled|shelled|city|town|village|"
    r"province|district|neighbou?rhood|"
    r"neighbou?ring|nearby|historic|"
    r"ancient|contested|downtown|greater|rural|reach|reached|enter|entered|left|surrounding|within|under|leave|"
    r"ancient|controls?|control|holds?)\b[\s,]*"
    r"(?:the\s+|the\s+(?:\w+\s+){1,3}of\s+|the\s+(?:[\w-]+\s+){1,2})?)$",
    re.I,
)
_KIND_AFTER = re.compile(
    r"(?P<city>\s+city\b)|\s+(?P<province>province|governorate|oblast|region|state|county|district|township|"
    r"department|prefecture|valley|plains?|mountains?|desert|peninsula|"
    r"provincial)(?:\b|(?=s\s+[A-Z]))|(?P<gap>\s+(?:military\s+|international\s+|refugee\s+|displacement\s+|"
    r"civilian\s+)?)(?P<site>air\s?base|airport|camps?|airfield|crossing|border crossing)\b",
    re.I,
)
_KIND_BEFORE = re.compile(
    r"\b(?P<kind>province|governorate|oblast|state|region|district|county)\s+of\s+$|\b(?P<town>city|town|village|"
    r"capital)\s+of\s+(?:the\s+)?$",
    re.I,
)
_DIRECTION = re.compile(
    r"\b(?P<dir>northern|southern|eastern|western|central|north|south|east|west|north-?east(?:ern)?|"
    r"north-?west(?:ern)?|south-?east(?:ern)?|"
    r"south-?west(?:ern)?)\s+$",
    re.I,
)
# "the Karrada district", "Aden's Khormaksar district": what stands before a quarter, and who owns it
_OF_A_CITY = re.compile(
    r"(?:\b(?i:the|an?|this|that|one|another)|\b(?P<owner>[A-ZÀ-Þ]\w+?)['’]?s)\s+(?:[a-z-]+\s+){0,2}$"
)
_LIES_IN_WHAT = re.compile(
    r",?\s+(?:of|in)\s+(?:the\s+)?(?:[a-z-]+\s+)*(?P<of>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*)"
    r"(?P<wide>\s+(?i:province|region|state|governorate|division|oblast)\b)?"
)
# a small place's name before another capitalised word is only the beginning of a longer name
_LONGER = re.compile(
    r" (?!(?i:province|district|city|town|state|region|governorate|county|airport|camp|oblast|township)\b)"
    r"(?:(?:de|del|do|da|dos|das|la|las|los|al|el)[ -])?[A-ZÀ-Þ][a-zà-ÿ]+"
)
_CAPITALISED_WORD = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|The\b|In\b|On\b|At\b|A\b|An\b|Two\b|Three\b|Four\b|Five\b|Several\b|Dozens\b"
)
# two known names that are one unknown: "Sidi-Baba", but not "the Damascus-Aleppo road"
_HYPHENED = re.compile(r"-[A-ZÀ-Þ][a-zà-ÿ]+(?!\w|\s+(?:road|highway|border|axis|frontier|line|railway|route|motorway))")
# a person's given name or title, in text that has small letters before it (no headline)
_GIVEN_NAME = re.compile(
    r"(?:\b(?!(?:in|at|near|from|to|into|around|outside|on|across|over|inside) )[a-z][a-zà-ÿ-]*,? (?!(?:Old|New|"
    r"Greater|Upper|Lower|North|South|East|West|Northern|Southern|Eastern|Western|"
    r"Central|Rural|City|Town|District|Province|Port|Camp|Fort|Mount|Lake)\b)[A-ZÀ-Þ][a-zà-ÿ’']+|\b(?:Mr|Mrs|Ms|"
    r"Dr|Gen|Col|Lt|Capt|Sgt)\.?|\b(?:Brigadier|Colonel|General|Major|Captain|Lieutenant|Sergeant|Corporal|Commander|"
    r"Admiral|Governor|Minister|President|Inspector|Commissioner|Superintendent|Sheikh|Imam|Reverend|Father|Bishop|"
    r"Professor|Judge|Senator|Ambassador|Mullah|Alhaji) [A-ZÀ-Þ][a-zà-ÿ’']+) $"
)
_WORD_BEFORE = re.compile(r"(?<=[a-z,] )([A-ZÀ-Þ][a-zà-ÿ’']+) $")
_FACILITY = re.compile(
    r"\s+(?:hospital|clinic|hotel|university|school|street|mosque|church|restaurant|stadium|"
    r"(?:conference|cultural|medical|shopping|sports) (?:cent(?:er|re)|complex|hall)|square|palace)\b",
    re.I,
)
_GENERIC = re.compile(
    r"\b(?:the|this|that|both)\s+(?:[\w-]+\s+){0,3}?(?P<noun>city|town|village|capital|province|region|enclave|valley|"
    r"camp|district|island|airport|airbase|air base|base|governorate|county|neighbou?rhood|suburb|quarter|"
    r"(?:(?<=of the )|(?<=in the )|(?<=across the ))state)\b",
    re.I,
)
_THE_COUNTRY = re.compile(
    r"\b(?:across|throughout|around|in other parts of|all over|(?<!elsewhere )in|for|fled|left) "
    r"(?P<land>the (?:whole )?country)\b(?!['’]|\s+(?:that|which|where|of|and|or)\b)"
)
# "across the territory", "in the north of the strip": of a land apart that was named before
_THE_LAND = re.compile(
    r"\b(?:across|throughout|around|in|into|inside|of|on|to|from|entered|entering|outside|left|fled|within) "
    r"(?P<land>the (?:[a-z]+ )?(?:territory|enclave|strip))\b(?!\s+(?:it|they|he|she|that|which|of|under|held|"
    r"controlled|captured|taken|seized|the|IS|between)\b)",
)
# "the capital", "Libya's capital", "the Libyan capital"; "the provincial capital" is another one
_CAPITAL = re.compile(
    r"(?:\b(?:the|their|its)\s+(?:(?P<adjective>[A-ZÀ-Þ][\w’'-]+)\s+|national\s+)?|"
    r"\b(?P<owner>[A-ZÀ-Þ][\w’'-]*?(?:['’]?s))\s+)"
    r"capital\b(?!\s+(?:of|city of|punishment|flows?|murder)\b)(?:\s+city\b)?"
)
_ARTICLE_OF = r"(?:(?:al|el|ad|an|as|ash|ez|ar|at|az)-)?"
_NAME = rf"{_ARTICLE_OF}[A-ZÀ-Þ][\w’'-]+(?:[ -](?:(?:al|el|ad|an|as|ash|ez|ar|de|la)[ -])?[A-ZÀ-Þ][\w’'-]+){{0,2}}"
_UNKNOWN_NAME = re.compile(
    r"\b(?:(?:village|town|city|district|neighbou?rhood|suburb|area|hamlet|settlement|locality|commune|quarter|"
    r"camp|kibbutz|moshav)s?\s+of|"
    r"(?:township|community|borough|municipality|sub-district|subdistrict)s?\s+of|"
    r"(?:villages|towns|districts|areas|cities|suburbs),?\s+(?:among\s+them|including|such\s+as)|"
    r"(?:village|town|city|district|neighbou?rhood|suburb),(?=\s+[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)?,)|"
    r"(?:near|outside|in|at)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}(?:village|town|city|district|neighbou?rhood|suburb|"
    r"area)\s+of)\s+(?:the\s+)?"
    rf"(?P<name>{_ARTICLE_OF}(?:[A-ZÀ-Þ][\w’'-]+)"
    r"(?:[ -](?:(?:al|el|ad|an|as|ash|ez|ar|de|la|of)[ -])?[A-ZÀ-Þ][\w’'-]+){0,3})"
)
# "Qoryo village"; "Qoryo, a small village near the river", but "Halima Adan, a village elder" is a person
_UNKNOWN_AFTER = re.compile(
    rf"\b(?P<name>{_ARTICLE_OF}(?:[A-ZÀ-Þ][\w’'-]+)"
    r"(?:[ -](?:(?:al|el|ad|an|as|ash|ez|ar|de|la)[ "
    r"-])?[A-ZÀ-Þ][\w’'-]+){0,2})(?:\s+(?P<kind>(?i:village|community|municipality|sub-?district|town|district|"
    r"neighbou?rhood|"
    r"(?:refugee |displacement |IDP )?camp|air base|airbase|airport|province|governorate|county|LGA|local government "
    r"area|township|"
    r"sub-county|(?:council )?ward|locality|suburb|area|quarter|oasis|river|desert|forest|junction|hills?|mountains?|"
    r"valley|island|"
    r"peninsula|dam|checkpoint|(?:border )?crossing|barracks))\b|"
    r",\s+(?:an?|the)\s+(?:[a-z-]+\s+){0,3}?(?:village|town|hamlet|settlement|city|suburb|district|township)"
    r"(?=[,.;]|\s+(?:on|in|near|beside|north|south|east|west|of|outside|that|which|where|some|about|around|between|"
    r"along|by|at|close|with|\d)))"
)
_UNKNOWN_IN = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Ii]nto|around|entered|recaptured|retook|shelled|bombed|bombarded|overran|besieged|"
    r"encircled|pounded|(?:had|has|have|having) (?:taken|retaken|reached|overrun|seized)|took|seized|reached|"
    r"liberated|overrun|"
    r"captur(?:ed|ing)(?= (?:[A-ZÀ-Þ][\w’'-]+)(?: [a-z]|[,.;]))|"
    r"(?:bombs?|shells|rockets|missiles|mortars|rounds) on|(?:fell|landed|rained|crashed|slammed) (?:on|in|into)|"
    r"(?:strikes?|raids?|shells|rockets|planes|jets|drones?|missiles) (?:hit|struck)|"
    r"(?:outskirts|farms|countryside|vicinity|fall|siege|battle|edge|capture) (?:of|for)|"
    r"(?:attacks?|strikes?|raids?|shelling|bombardment|assault|air ?strikes?|bombing|siege|advance|push) "
    r"(?:on|of|towards?)|[Tt]owards?|[Vv]ia|neighbou?ring|nearby|"
    r"(?:control|half|thirds?|quarters?|per ?cent|%|most|all|much|rest) of|"
    r"(?:fled|withdr[ae]wn?|withdrew|retreated|pulled (?:out|back)|driven(?: out)?|expelled|evacuated|out) (?:from|of)|"
    r"targeted|stormed|attacked|raided|invaded|razed|torched|ransacked|looted|(?:close|"
    r"next|fled|returned|back|walked|moved) to)"
    r"\s+(?P<name>(?:(?:al|el|ad|an|as|ash)-)?[A-ZÀ-Þ][a-zà-ÿ’'-]+(?:[ -](?:(?:al|el|ad|an|as|ash|ez|ar|de|"
    r"la)[ -])?[A-ZÀ-Þ][\w’'-]+){0,2})"
    r"(?=[,.;:(\[]|\s+[(\[]|\s+(?:on|in|after|when|where|late|early|yesterday|overnight|and|during|as|by|near|this|"
    r"last|"
    r"was|were|with|to|at|is|are|who|which|that|before|following|amid|but|while|until|towards?|into|"
    r"left|killed|killing|from|has|had|have|shortly|early|for|without|again|north|south|east|west|since|"
    r"residents|witnesses|villagers|officials|police|said|says|between|under|over|through|about|across|along|around|"
    r"behind|beside|beyond|despite|inside|outside|off|out|up|not|also|now|then|there|or|yet|be|been|did|do|will|"
    r"would|could|should|may|might|must|he|she|it|they|we|his|her|its|their|a|an|the|these|those|just|still|alone|"
    r"today|market|bazaar|checkpoint|outpost|garrison|of (?:[A-ZÀ-Þ][\w’'-]+ ){1,3}(?:district|province|county|"
    r"state))\b|"
    r"\s*$)"
)
# "near Elwak (Mandera county)", "the village of Ourenko (Bankass, Mopti)"
_IN_BRACKETS = re.compile(r"(?:\s+[a-z]+)?\s*\((?P<inside>[^()\n]{1,60})\)")
_UNKNOWN_STATE = re.compile(
    rf"\b(?:in|of|across|throughout|from|entered)\s+(?P<name>{_NAME})\s+(?P<kind>[Ss]tate)\b(?!\s+[a-z]*\s*(?:media|TV|television|news))"
)
# "between Segue and Diabi (Mopti)", "on the road between Ans and Yarim"; "clashes between X and Y" are of two peoples
_UNKNOWN_BETWEEN = re.compile(
    rf"\bbetween\s+(?P<names>{_NAME}\s+and\s+{_NAME})(?=\s*\()|"
    rf"\b(?:road|highway|route|village|area|town|stretch|railway|line)\s+between\s+(?P<along>{_NAME}\s+and\s+{_NAME})\b"
)
# "Bale and Kayamla villages", "the Dalu, Mbera and Kiri areas"
_UNKNOWN_BOTH = re.compile(
    rf"(?<![\w’'-])(?P<names>{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME})\s+"
    r"(?P<kind>villages|towns|areas|districts|neighbou?rhoods|communities|townships|quarters|camps|suburbs|hamlets)\b"
)
# Words of which a text must hold one for the pattern to find anything: looking for them takes a hundredth of its time
_NEEDED = {
    _UNKNOWN_STATE: ("tate",),
    _UNKNOWN_BETWEEN: ("between",),
    _UNKNOWN_BOTH: (
        "villages towns areas districts neighbourhoods neighborhoods communities townships quarters camps suburbs "
        "hamlets"
    ).split(),
}
# "The posts at Ka Nyin Tan and Myo Thu Gyi", "the villages of al-Bulil and al-Bu Omar": so is what is joined to it
_AND_NAME = re.compile(rf"(?:,\s+|,?\s+and\s+)(?P<name>{_NAME})(?=[,.;:(]|\s+(?:[a-zà-ÿ(]|$)|\s*$)")
_HELD_BY = re.compile(
    r"(?:besieged|embattled|encircled)\s+|[\w’'-]+-(?:occupied|controlled|held|ruled|administered|run|dominated|"
    r"populated|majority)\s+",
    re.I,
)
_KIND_IN_NAME = re.compile(r"\s+(?:Village|Town|Township|Local Government(?: Area)?|LGA)$")
# kinds that a place's name is not told without: "Siwa oasis", but "Arkye" for "Arkye village"
_PART_OF_NAME = frozenset(
    "airport airbase oasis river desert forest hill hills mountain mountains valley island peninsula dam crossing "
    "barracks".split()
) | {"air base", "border crossing"}
_BODY_NAMED_FOR = re.compile(
    r" (?:Institute|Cent(?:er|re)|University|Council|Network|Foundation|Monitor|Watch|Observatory|Accords?|Agreement|"
    r"Declaration|Process|Conference|Museum|Times|Post|Brigades?|Battalion|Front|Army|Tribunal|Initiative|Forum)\b"
)
# The last word of a name of a body or a host of men, that of no place
_BODY_ENDS = frozenset(
    "watch institute center centre council agency network group fund foundation ministry party army force forces front "
    "brigade brigades battalion movement union court office command corps police media news times post".split()
)
_UNITS = frozenset(("district", "township", "county"))
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december "
    "facebook twitter telegram ramadan islam parliament congress christmas easter english arabic the a an his her "
    "their our some this that addition "
    "hospital school university no street english western eastern muslim christian sunni shiite european american "
    "africa asia europe clashes clash attack attacks blast blasts strike strikes shelling fighting raid raids battle "
    "bombing bombings explosion explosions ambush operation "
    # peoples and faiths: "a Shi'ite district", "the mostly-Kurdish town"
    "shi'ite shi’ite shiite shia kurdish arab druze alawite yazidi turkmen tuareg jewish hindu buddhist catholic "
    "orthodox sikh berber bedouin tribal in at near on of from".split()
)
_CAPITAL_ARTICLES = frozenset("at an as ad ar az al el ash".split())
_BEFORE_A_NAME = frozenset(
    "greater old new rural upper lower northern southern eastern western central north south east west city town "
    "village province district downtown in at near the on of from to".split()
)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at ``start:end``: its canonical name, its id (None if unknown), its kind and country."""

    start: int
    end: int
    text: str
    name: str
    place_id: str | None
    kind: str
    country: str | None
    parents: frozenset[str] = frozenset()


@cache
def _laid_down() -> frozenset[str]:
    """Return the ids of the places that have one name whatever the article calls them (the guidelines' list)."""
    return frozenset(f"fl:{row['place_id']}" for row in read_table("laid_down_places"))


def _as_written(place: Place, text: str) -> Place:
    """Return the place under the name that the article uses, unless one name is laid down for it."""
    if place.kind == "country" or place.place_id in _laid_down() or place.place_id.startswith("country:"):
        return place
    if fold(place.name) == fold(text) or text.isupper():
        return place
    text = re.sub(r"\s+governorate$", " province", text, flags=re.I)
    text = re.sub(r"^(?:province|governorate) of (.+)$", r"\1 province", text, flags=re.I)
    text = re.sub(r"\s+(?:town|village)$", "", text)  # "Buthidaung town"
    return Place(place.place_id, " ".join(text.split()), place.kind, place.country, place.parent_id, place.population)


@cache
def _capital_of(country: str | None) -> Place | None:
    """Return the capital of a country (two letters) as the gazetteer has it."""
    name = next((row["capital"] for row in read_table("countries") if row["iso2"] == country), "")
    places = [p for kind, p in gazetteer().get(fold(name), []) if kind == "place" and p.country == country]
    return max(places, key=lambda p: (p.kind in ("city", "town"), p.population), default=None)


@cache
def _own_places() -> dict[str, dict[str, str]]:
    return {f"fl:{row['place_id']}": row for row in read_table("places")}


@cache
def _parents_of(place_id: str | None) -> frozenset[str]:
    """Return the ids of everything the place lies in, itself among them."""
    found = set()
    while place_id and place_id not in found:
        found.add(place_id)
        row = _own_places().get(place_id)
        parent = (row or {}).get("parent_id") or ""
        if not parent and row and row["country_iso2"]:
            found.add(f"country:{row['country_iso2']}")
        place_id = f"fl:{parent}" if parent else None
    return frozenset(found)


def parents_of(place_id: str | None, country: str | None = None) -> frozenset[str]:
    """Return the ids of everything a place lies in, itself and its country among them."""
    found = _parents_of(place_id) if place_id else frozenset()
    return found | {f"country:{country}"} if country else found


_SAME_BREATH = 250  # characters in which "the city" goes back to "the city of …"
_OFFICE = re.compile(
    r"(?:['’]s)?\s+(?:military|government|regime|envoys?|statement|officials?|request|army|says?|said|has said)\b", re.I
)
_SAME_NAME = re.compile(r"\b(?:province|region|governorate) of the same name\b", re.I)


class PlaceFinder:
    """The places of one article, resolved; mentions in reading order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.mentions: list[PlaceMention] = []
        parties = [n for n in context.names if n.kind in ("actor", "source", "voice")]
        until, of_party = 0, 0  # where the party named last in reading order ends
        for name in context.names:
            while of_party < len(parties) and parties[of_party].start <= name.start:
                until = max(until, parties[of_party].end)
                of_party += 1
            if name.kind != "place" or name.end <= until:
                continue  # within the name of a party, or a party itself
            if mention := self._resolve(name):
                self.mentions.append(mention)
        self._add_unknown()
        self._repeat_unknown()
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        self.mentions = _without_brackets(_without_overlaps(self.mentions), context.text)
        self._name_alike()
        capitals = self._capital_mentions()
        self.mentions = [m for m in self.mentions if not any(c.start <= m.start < c.end for c in capitals)]
        self._generic = capitals + self._generic_mentions()

    def _name_alike(self) -> None:
        """Give a place the one name the article gives it in full: "Eastern Ghouta", elsewhere "the Ghouta"."""
        named: dict[tuple[str, str], str] = {}
        for m in self.mentions:
            known = named.get((m.place_id or "", m.kind))
            if m.place_id and (known is None or (len(m.name) > len(known) and _fuller(m.name, known))):
                named[m.place_id, m.kind] = m.name
        for i, m in enumerate(self.mentions):
            full = named.get((m.place_id or "", m.kind))
            if full and _fuller(full, m.name):
                self.mentions[i] = replace(m, name=full)

    def _resolve(self, name: Name) -> PlaceMention | None:
        text, start, end = self.context.text, name.start, name.end
        place = self._choose(name)
        if place is None or place.kind != "country" and _BODY_NAMED_FOR.match(text, end):
            return None  # "a note by the Timbuktu Institute"
        place = _as_written(place, name.text)
        before, after = text[max(0, start - 60) : start], text[end : end + 40]
        label, kind = place.name, place.kind
        place_id: str | None = place.place_id
        kind_before = _KIND_BEFORE.search(before)
        if after_kind := _KIND_AFTER.match(after):
            word = (after_kind["province"] or after_kind["site"] or "").lower()
            if after_kind["city"]:
                end += after_kind.end("city")
                if place.kind in ("province", "region") and (city := self._sibling(name, ("city", "town"))):
                    label, kind, place_id = city.name, city.kind, city.place_id
            elif word and word != "provincial" and place.kind != "country":
                end += after_kind.end()
                label, kind, place_id = self._with_kind(place, word, name)
                if word in _UNITS and self._is_unit(word, start, end):
                    label, kind = text[start:end], "district"
        elif kind_before and kind_before["kind"] and place.kind != "country":
            label, kind, place_id = self._with_kind(place, kind_before["kind"].lower(), name)
        elif (
            kind_before
            and kind_before["town"]
            and place.kind in ("province", "region")
            and (city := self._sibling(name, ("city", "town")))
        ):
            label, kind, place_id = city.name, city.kind, city.place_id
        elif place.kind == "country" and (direction := _DIRECTION.search(before)):
            label = f"{_direction_word(direction['dir'])} {place.name}"
            start -= len(before) - direction.start("dir")
            kind = "region"
        elif (direction := _DIRECTION.search(before)) and (
            entries := gazetteer().get(fold(direction["dir"] + " " + name.text))
        ):
            known = next((e for k, e in entries if k == "place"), None)
            if known is not None:
                known = _as_written(known, f"{_direction_word(direction['dir'])} {name.text}")
                label, kind, place_id = known.name, known.kind, known.place_id
        return PlaceMention(
            start, end, text[start:end], label, place_id, kind, place.country, parents_of(place_id, place.country)
        )

    def _is_unit(self, word: str, start: int, end: int) -> bool:
        """Tell whether "X district" is a part of a province, which keeps the word in its name, and no city quarter."""
        text = self.context.text
        if text[end : end + 1].lower() == "s":
            return False  # "Mrauk-U and Minbya townships"
        if word != "district":
            return True
        quarter = _OF_A_CITY.search(text[max(0, start - 40) : start])
        lies_in = _LIES_IN_WHAT.match(text, end)
        if lies_in and lies_in["wide"]:
            return True  # "the Yarang district of Pattani province"
        whole = lies_in["of"] if lies_in else quarter and quarter["owner"]
        kinds = {e.kind for k, e in gazetteer().get(fold(whole), []) if k == "place"} if whole else set()
        if kinds:
            return kinds.isdisjoint(("city", "town"))
        return quarter is None

    def _begins_name(self, position: int) -> bool:
        """Tell whether a known name of its own begins behind the character: "in Kabul Taliban fighters"."""
        start = position + 1
        return any(n.start == start for n in self.context.names_in(start, start + 60)) or bool(
            _CAPITALISED_WORD.match(self.context.text, start)
        )

    def _sibling(self, name: Name, kinds: tuple[str, ...]) -> Place | None:
        return next((p for p in name.entries if p.kind in kinds and self._in_story(p)), None)

    def _in_story(self, place: Place) -> bool:
        return place.country in dict(self.context.countries.most_common(4))

    def _with_kind(self, place: Place, word: str, name: Name) -> tuple[str, str, str | None]:
        """Return (canonical name, kind, id) of "X province", "X air base": the known one, or a new name with no id."""
        word = {
            "camps": "camp",
            "governorate": "province",
            "airbase": "air base",
            "airfield": "air base",
            "provincial": "province",
        }.get(word.replace("  ", " "), word)
        if place.kind == word or (
            word in ("province", "region", "oblast", "state") and place.kind in ("province", "region")
        ):
            return place.name, place.kind, place.place_id
        if word in _UNITS or word == "provincial":
            return place.name, "district" if place.kind not in ("city", "town") else place.kind, place.place_id
        base = re.sub(r"\s+(?:city|province)$", "", place.name)
        for candidate in (f"{name.text} {word}", f"{base} {word}"):
            entries = gazetteer().get(fold(candidate), [])
            known = [e for k, e in entries if k == "place"]
            if known:
                kind_of_it = known[0].kind
                if known[0].place_id in _laid_down() or place.name != name.text:
                    return known[0].name, kind_of_it, known[0].place_id
                return f"{name.text} {word}", kind_of_it, known[0].place_id  # named as the text names it
        return f"{base} {word}", word, None

    def _choose(self, name: Name) -> Place | None:
        """Choose the reading of an ambiguous name by the article's countries and what stands before it."""
        text = self.context.text
        before = text[max(0, name.start - 40) : name.start]
        weights = self.context.countries
        total = sum(weights.values()) or 1.0
        own = [p for p in name.entries if p.population >= 10**6 and (p.place_id.startswith(("fl:", "country:")))]
        if _GIVEN_NAME.search(before) and not self.context.names_in(name.start - 30, name.start):
            return None  # "Amjad Sabri", "Mr. García"
        if own:
            preferred = max(
                own,
                key=lambda p: (weights.get(p.country, 0), p.kind in ("city", "town", "country"), p.kind != "province"),
            )
            if preferred.kind == "country" or weights.get(preferred.country, 0) / total > 0.02 or not weights:
                return preferred
            return preferred if _stands_as_place(before) else None
        if name.text.lower() in _NOT_NAMES:
            return None
        locative = _stands_as_place(before)
        if (
            (word := _WORD_BEFORE.search(before))
            and word[1].lower() not in _BEFORE_A_NAME
            and not self.context.names_in(name.start - len(word[0]), name.start)
        ):
            return None  # the last word of a longer name: "Charshanba Tepa"
        if _LONGER.match(text, name.end) and not self._begins_name(name.end):
            return None  # "Colonia Las Aves", "the Ouagadougou Conference Centre": a longer name, of another place
        if re.match(r"\s+(?:[A-Z][a-z]+|al-|bin\b)", text[name.end : name.end + 8]) and not re.match(
            r"\s+(?:Province|District|City|State|Region|Governorate|Airport|Camp)", text[name.end : name.end + 14]
        ):
            if not re.search(r"\b(?:in|at|near|of|from|to)\s+$", before):
                return None  # the first word of a longer name: "Salem Hassan"
        if re.search(r"(?:[A-Z][a-z]+|[A-Z]\.|al-|Mr\.?|Gen\.?|Abu|bin)\s+$|-$", before) and not locative:
            return None
        if not locative:
            return None
        if _HYPHENED.match(text, name.end):
            return None  # "Sidi-Baba": of neither
        if _FACILITY.match(text, name.end) and not any(
            p.country in self.context.likely_countries for p in name.entries
        ):
            return None  # "the Cordoba hospital" of another country
        best = max(
            name.entries,
            key=lambda p: (weights.get(p.country, 0) / total + (0.02 if p.population > 500_000 else 0), p.population),
        )
        share = weights.get(best.country, 0) / total
        if share >= 0.12 or (best.population >= 300_000 and share > 0) or best.population >= 1_000_000:
            return best
        return None

    def _add_unknown(self) -> None:
        """Keep as text the names that a word for a settlement marks as places ("the village of Umm Sharshuh")."""
        text = self.context.text
        taken = [(m.start, m.end) for m in self.mentions] + [
            (n.start, n.end) for n in self.context.names if n.kind in ("actor", "source", "voice", "demonym")
        ]
        for pattern in (_UNKNOWN_NAME, _UNKNOWN_AFTER, _UNKNOWN_BOTH, _UNKNOWN_BETWEEN, _UNKNOWN_STATE, _UNKNOWN_IN):
            if not any(word in text for word in _NEEDED.get(pattern, ("",))):
                continue
            for match in pattern.finditer(text):
                if pattern in (_UNKNOWN_BOTH, _UNKNOWN_BETWEEN):
                    group = "names" if match["names"] else "along"
                    spans = [m.span() for m in re.finditer(_NAME, match[group])]
                    spans = [(match.start(group) + a, match.start(group) + b) for a, b in spans]
                else:
                    spans = [match.span("name")]
                for start, end in spans:
                    mention = self._unknown(pattern, match, start, end, taken)
                    while mention is not None:
                        self.mentions.append(mention)
                        taken.append((mention.start, mention.end))
                        joined = _AND_NAME.match(text, mention.end)
                        mention = joined and self._unknown(_AND_NAME, joined, *joined.span("name"), taken)

    def _unknown(
        self, pattern: re.Pattern[str], match: re.Match[str], start: int, end: int, taken: list[tuple[int, int]]
    ) -> PlaceMention | None:
        """Return the place that a name found by its surroundings is, or None for what is no place's name."""
        text = self.context.text
        if held := _HELD_BY.match(text, start):
            if held.end() >= end:
                return None
            start = held.end()  # "in Israeli-occupied Golan Heights"
        name = _KIND_IN_NAME.sub("", re.sub(r"['’]s?$", "", text[start:end]))
        words = name.lower().split()
        if words[0] in _CAPITAL_ARTICLES and len(words) > 1 and text[:start].rstrip()[-1:].islower():
            words = words[1:]  # "near At Tuhayta"
        if (
            any(s < end and start < e for s, e in taken)
            or any(w in _NOT_NAMES for w in (words[0], words[-1], words[0].split("-")[-1]))
            or words[-1] in _BODY_ENDS
            or name.isupper()
        ):
            return None
        if pattern is _UNKNOWN_IN and len(words) > 3:
            return None
        kind = (match.groupdict().get("kind") or "village").lower()
        if pattern is _UNKNOWN_BOTH:
            kind = {"communities": "village"}.get(kind, kind.removesuffix("s"))
        if kind == "community" and not re.search(r"\b(?:in|at|near|of|attacked|around)\s+$", text[:start][-12:]):
            return None  # "the Kreda community": people
        label = name
        if kind == "governorate":
            kind = "province"
        if kind in _UNITS and pattern is not _UNKNOWN_BOTH and self._is_unit(kind, start, match.end()):
            label = text[start : match.end()]
        elif kind in ("province", "state") or kind in _PART_OF_NAME or "camp" in kind:
            label = f"{name} {'camp' if 'camp' in kind else 'air base' if kind == 'airbase' else kind}"
        return PlaceMention(start, start + len(name), name, label, None, kind, None)

    def _repeat_unknown(self) -> None:
        """Read a name that was once marked as a place as that place wherever it stands again."""
        text = self.context.text
        taken = [(m.start, m.end) for m in self.mentions] + [(n.start, n.end) for n in self.context.names]
        first = {m.name: m for m in reversed(self.mentions) if m.place_id is None and len(m.name) > 4}
        for name, known in first.items():
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                start, end = match.span()
                if not any(s < end and start < e for s, e in taken):
                    self.mentions.append(PlaceMention(start, end, name, known.name, None, known.kind, known.country))

    def _generic_mentions(self) -> list[PlaceMention]:
        """Resolve "the city", "the province" to the place of that kind named last before it."""
        found = []
        text = self.context.text
        for match in _SAME_NAME.finditer(text):
            towns = [m for m in self.mentions if m.end <= match.start() and m.kind in ("city", "town")]
            known = gazetteer().get(fold(towns[-1].name + " province"), []) if towns else []
            province = next((e for k, e in known if k == "place"), None)
            if province is not None:
                found.append(
                    PlaceMention(
                        match.start(),
                        match.end(),
                        match.group(),
                        province.name,
                        province.place_id,
                        province.kind,
                        province.country,
                        parents_of(province.place_id, province.country),
                    )
                )
        for match in _THE_COUNTRY.finditer(text):
            lands = [m for m in self.mentions if m.kind == "country" and m.end <= match.start()]
            own = [m for m in lands if m.country == self.context.country]
            if land := (own or lands)[-1:]:
                found.append(replace(land[0], start=match.start("land"), end=match.end(), text=match["land"]))
        for match in _THE_LAND.finditer(text):
            lands = [m for m in self.mentions if m.end <= match.start() and _is_land_apart(m)]
            if lands:
                found.append(replace(lands[-1], start=match.start("land"), end=match.end(), text=match["land"]))
        for match in _GENERIC.finditer(text):
            if any(m.start == match.start() for m in found):
                continue
            noun = match["noun"].lower()
            if re.match(r"\s+of\b", text[match.end() : match.end() + 4]) or re.match(
                r"\s+[A-Z]", text[match.end() : match.end() + 2]
            ):
                continue
            if re.search(r"\s[A-Z]", match.group()[3:]) or any(
                m.end < match.start() and not text[m.end : match.start()].strip(" ,") for m in self.mentions
            ):
                continue  # "the east of Homs city"; "Douma, the besieged town": named
            kinds = {
                "city": ("city", "town"),
                "town": ("town", "city", "village"),
                "village": ("village", "town"),
                "province": ("province", "region"),
                "governorate": ("province",),
                "county": ("county", "district"),
                "neighbourhood": ("neighbourhood", "neighborhood", "quarter", "district", "suburb"),
                "neighborhood": ("neighborhood", "neighbourhood", "quarter", "district", "suburb"),
                "quarter": ("quarter", "neighbourhood", "district"),
                "suburb": ("suburb",),
                "region": ("region", "province"),
                "state": ("state", "province", "region"),
                "valley": ("valley", "region"),
                "camp": ("camp",),
                "district": ("district", "quarter", "neighbourhood", "neighborhood"),
                "airport": ("airport",),
                "airbase": ("air base", "airport"),
                "air base": ("air base", "airport"),
                "base": ("base", "air base"),
                "island": ("island",),
                "enclave": ("city", "town", "region", "district", "enclave"),
            }.get(noun)
            if noun == "capital":
                continue  # of a country: `_capital_mentions`; of a province: not known
            m = self._most_salient(match.start(), kinds or (), noun)
            if m is None and noun == "province" and (town := self._most_salient(match.start(), ("city", "town"))):
                m = self._province_of(town)
            if m is not None:
                found.append(
                    PlaceMention(
                        match.start(), match.end(), match.group(), m.name, m.place_id, m.kind, m.country, m.parents
                    )
                )
        return found

    def _province_of(self, town: PlaceMention) -> PlaceMention | None:
        """Return the province that has its name from the town: "the province", in a story of Ghazni."""
        known = next((e for k, e in gazetteer().get(fold(f"{town.name} province"), []) if k == "place"), None)
        if known is None:
            return None
        return replace(
            town,
            name=known.name,
            place_id=known.place_id,
            kind=known.kind,
            parents=parents_of(known.place_id, known.country),
        )

    def _capital_mentions(self) -> list[PlaceMention]:
        """Resolve "the capital", "Libya's capital" to the capital of the country named before it or of the article."""
        text = self.context.text
        found = []
        for match in _CAPITAL.finditer(text):
            if re.match(r",?\s+[A-Z]", text[match.end() : match.end() + 4]):
                continue  # "the capital Tripoli", "in the capital, Sanaa": named
            country = self.context.country
            if match["adjective"] or match["owner"]:
                said = [
                    n.entries[0] if n.kind == "demonym" else n.entries[0].country
                    for n in self.context.names_in(match.start(), match.end())
                    if n.kind == "demonym" or (n.kind == "place" and n.entries[0].kind == "country")
                ]
                if not said:
                    continue
                country = said[0]
            if capital := _capital_of(country):
                found.append(
                    PlaceMention(
                        match.start(),
                        match.end(),
                        match.group(),
                        capital.name,
                        capital.place_id,
                        capital.kind,
                        country,
                        parents_of(capital.place_id, country),
                    )
                )
        return found

    def is_dateline(self, mention: PlaceMention) -> bool:
        """Tell whether a name in capitals among small letters tells where the reporter sat ("RABAT, June 15")."""
        if not (mention.text.isupper() and len(mention.text) > 3):
            return False
        return not self.context.text[mention.end : mention.end + 80].isupper()

    def _most_salient(self, position: int, kinds: tuple[str, ...], noun: str = "") -> PlaceMention | None:
        """Return the place of one of the kinds that "the city" means: told lately or often, not only as an origin."""
        scores: dict[str, float] = {}
        last: dict[str, PlaceMention] = {}
        for m in self.mentions:
            if m.start >= position:
                break
            if m.kind not in kinds or self.is_dateline(m):
                continue
            if _OFFICE.match(self.context.text, m.end):
                continue
            before = self.context.text[max(0, m.start - 12) : m.start].lower()
            weight = 0.3 if re.search(r"\b(?:from|via|than)\s+(?:the\s+)?$", before) else 1.0
            if noun and re.search(rf"\b{noun}\s+(?:of\s+)?$", before) and position - m.end < _SAME_BREATH:
                weight = 2.5  # "the ancient city of Palmyra …, in the city's theatre"
            scores[m.name] = scores.get(m.name, 0.0) * 0.9 + weight
            last[m.name] = m
        if not last:
            return None
        return max(last.values(), key=lambda m: (min(scores[m.name], 2.5) / (1.0 + (position - m.end) / 260.0), m.end))

    def between(self, start: int, end: int, generic: bool = True) -> list[PlaceMention]:
        """Return the places named (or meant by "the city") in ``start:end``, in reading order."""
        found = [m for m in self.mentions if start <= m.start and m.end <= end]
        if generic:
            found += [
                m
                for m in self._generic
                if start <= m.start and m.end <= end and not any(o.start < m.end and m.start < o.end for o in found)
            ]
        return sorted(found, key=lambda m: m.start)


def _is_land_apart(mention: PlaceMention) -> bool:
    """Tell whether a place is a land under a name of its own ("Gaza Strip", "Abkhazia"), not a part of a country."""
    laid_down = mention.place_id is not None and mention.place_id.startswith("fl:")
    return laid_down and mention.kind == "region" and mention.name[:1].isupper()


def _fuller(full: str, name: str) -> bool:
    """Tell whether a name is another with a word more: "Eastern Ghouta" of "Ghouta", "Gaza Strip" of "Gaza"."""
    return full.endswith(name) or full.startswith(name + " ")


def _stands_as_place(before: str) -> bool:
    """Tell whether the words before a name allow a place: a locative, or the beginning of a sentence or line."""
    return bool(_LOCATIVE.search(before) or not before.strip() or re.search(r"[.!?:—–-]\s*$|^\s*$", before))


def _direction_word(word: str) -> str:
    low = word.lower().replace("-", "")
    return low if low.endswith("ern") or low == "central" else low + "ern"


def _without_brackets(mentions: list[PlaceMention], text: str) -> list[PlaceMention]:
    """Return the mentions without those that only tell in brackets where the one before lies: "Elwak (Mandera)"."""
    kept: list[PlaceMention] = []
    closed = -1
    for mention in mentions:
        if mention.start < closed:
            continue
        opened = _IN_BRACKETS.match(text, kept[-1].end) if kept else None
        if opened is not None and opened.start("inside") <= mention.start < opened.end("inside"):
            closed = opened.end()
            outer = frozenset((mention.place_id,)) if mention.place_id else frozenset()
            kept[-1] = replace(kept[-1], parents=kept[-1].parents | mention.parents | outer)
        else:
            kept.append(mention)
    return kept


def _without_overlaps(mentions: list[PlaceMention]) -> list[PlaceMention]:
    kept: list[PlaceMention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
