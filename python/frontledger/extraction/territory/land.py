"""What a share is of: land at all, and then which: a named place, "the city", "it", "the territory it once held"."""

from __future__ import annotations

import re

from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.setting import Setting
from frontledger.extraction.territory.shares import Share
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

LAND = re.compile(
    r"\b(?:city|cities|town|towns|country|territor(?:y|ies)|province|provinces|area|areas|land|lands|enclave|district|"
    r"districts|townships?|count(?:y|ies)|municipalit(?:y|ies)|localit(?:y|ies)|communes?|camp|village|region|regions|neighbou?rhoods?|"
    r"valley|island|governorate|state|states|peninsula|strip|border|suburbs?|quarter|quarters|zone|republic|front|"
    r"stronghold|bastion|capital|caliphate|north|south|east|west|half|"
    r"highway|road|coast|mountains?|countryside|base|airport|complex|site|nation|it|frontier|ground|lowlands|"
    r"highlands|delta|soil|countryside|territory)\b",
    re.I,
)
_NOT_LAND = re.compile(
    r"\b(?:population|people|residents|inhabitants|citizens|civilians|families|households|children|women|men|votes?|"
    r"voters?|seats?|parliament|oil|gas|fields?|production|exports?|imports?|"
    r"economy|budget|gdp|jobs?|employment|income|revenue|reserves|refineries|water|electricity|food|aid|supplies|"
    r"trucks?|buildings?|houses|homes|housing|structures|shops|hospitals?|"
    r"schools?|patients?|weapons?|arsenal|missiles?|rockets?|fighters|troops|soldiers|forces|army|casualties|deaths|"
    r"dead|victims|wounded|attacks|strikes|respondents|americans|trade|"
    r"market|wheat|grain|crops?|power|capacity|ability|shares?|stake|company|salary|funding|funds|members?|leadership|"
    r"cases|time|refugees|prisoners|detainees|settlers|jews|muslims|sunnis|youth|term|gdp|countries|landmass)\b(?!-)",
    re.I,
)
# what rises or falls by so many percent in a land that somebody holds
_NO_SHARE_OF_LAND = re.compile(
    r"\b(?:prices?|rents?|unemployment|inflation|turnout|wages|output|production|exports|sales|attendance|enrol\w+|"
    r"temperatures?|poverty|malnutrition)\b[^.;,]{0,30}\b(?:rose|risen|rises|fell|fallen|falls|dropped|jumped|climbed|"
    r"grew|was|were|is|are|stood|stands|up|down)\b[^.;,]{0,12}$",
    re.I,
)
_SHARE_REACH = 350  # characters behind a share in which another with no place of its own is of the same
_SAYS = re.compile(r"\s+(?:said|says|claim(?:s|ed|ing)|announced)\b")
_UNKNOWN_LAND = re.compile(
    r"\s+of\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ][\w’'-]{2,}(?:[ -][A-ZÀ-Þ][\w’'-]+){0,2})(?=[,.;]|\s+[a-z]|\s*$)"
)


def of_land(share: Share, after: str, places: PlaceFinder, text: str, parsed: Parsed) -> bool | None:
    """Tell whether the share is of land (True), of something else (False), or not said (None)."""
    if _NO_SHARE_OF_LAND.search(text, parsed.start, share.start):
        return False
    if share.form in ("full_control", "fully", "held_fraction"):
        rest = re.match(r"\s+(?:of|over)\s+(?P<what>[^,.;]{0,60})", after)
        if share.form == "full_control" and rest:
            if _NOT_LAND.match(rest["what"]) or re.match(
                r"(?:the\s+)?(?:\w+\s+){0,2}(?:government|situation|company|oil|border crossing|process|agency|"
                r"airspace)\b",
                rest["what"],
            ):
                return False
        return True
    of = re.match(
        r"(?:\s+(?:or (?:more|so)))?\s*\(?(?:of\s+(?P<what>[^,.;:]{1,80})|(?P<the>(?:the|its|their|Syria|Iraq|"
        r"that)\b[^,.;:]{1,60}))?",
        after,
        re.I,
    )
    what = (of["what"] or of["the"] or "") if of else ""
    if share.form in ("most", "all") and not what:
        what = after.strip()[:60]
    if not what:
        return None
    head = re.split(
        r"\b(?:in|of|that|which|who|since|from|after|with|by|is|are|was|were|has|have|under|held|controlled|as|at|on|"
        r"when|while|but|and)\b",
        what,
    )[0]
    named = [m for m in places.between(share.end, min(parsed.end, share.end + 80)) if m.start - share.end <= 45]
    land, other = LAND.search(head), _NOT_LAND.search(head)
    # the first noun decides: "of the city besieging 200,000 people" is of the city
    place_at = named[0].start - share.end - (len(after) - len(after.lstrip())) if named else None
    first_land = min((p for p in (land.start() if land else None, place_at) if p is not None), default=None)
    owned = bool(named) and bool(re.match(r"['’]s?\s", text[named[0].end : named[0].end + 3]))
    if owned and place_at is not None and place_at <= (first_land or 0):
        owns = text[named[0].end : named[0].end + 40].split(",")[0]
        return bool(LAND.search(owns) and not _NOT_LAND.search(owns))  # "half of the Gaza Strip's population"
    if other and (first_land is None or other.start() < first_land or (owned and land is None)):
        return False
    if re.match(r"(?:villages|neighbou?rhoods|hills)\b", head) and share.form not in ("percent", "fraction", "most"):
        return False
    if land or re.match(r"\s*(?:it|which|what)\b", what):
        return True
    if named and not re.match(r"['’]s?\s+\w+", text[named[0].end : named[0].end + 12]):
        return True
    if named and re.match(r"['’]s?\s+(?:\w+\s+){0,2}", text[named[0].end : named[0].end + 30]):
        tail = text[named[0].end : named[0].end + 40]
        return bool(LAND.search(tail) and not _NOT_LAND.search(tail.split(",")[0]))
    return None if len(head.split()) <= 1 else False


def share_place(
    share: Share, cue: Token, parsed: Parsed, places: PlaceFinder, setting: Setting, after: str
) -> PlaceMention | None:
    """Return of what the share is: the place named after it, "it", "the country", else the setting's."""
    behind = [m for m in places.between(share.end, parsed.end) if m.start - share.end <= 70]
    if share.form == "full_control" and not re.match(r"[\"”’]?\s*(?:of|over|in)\b", after):
        behind = []
    if base_of(after):
        # "in neighbouring Iraq it has lost 90 percent of the territory it once held, including Mosul"
        inside = [m for m in behind if re.search(r"\bin\s+(?:both\s+)?$", places.context.text[share.end : m.start])]
        earlier = places.between(parsed.start, share.start)
        if inside or earlier:
            return (inside or earlier[-1:])[0]
    text = places.context.text
    if re.match(r"\s*of (?:the|its) (?:whole |entire )?(?:country|nation)\b(?!['’])", after):
        return setting.scene.country_place()
    what = re.match(
        r"\s*(?:of|over|in)?\s*(?:the\s+)?(?P<w>it|country|nation|city|town|province|territory it|territory|land|its|"
        r"their|enclave)\b",
        after,
        re.I,
    )
    people = re.match(r"\s*of\s+(?P<who>[A-Z]\w+)\s+(?:soil|territory|land)\b", after)
    if people and any(
        n.kind == "demonym" and n.entries[0] == setting.context.country
        for n in setting.context.names_in(share.end, share.end + people.end())
    ):
        return setting.scene.country_place()  # "68 percent of Afghan soil"
    told = setting.share_place
    same = told is not None and told[0] >= parsed.start
    if told is not None and not behind and (same or share.start - told[0] < _SHARE_REACH):
        # "… no more than half of the country, and the group perhaps 40 percent"; "60 percent of it"
        bare = not re.match(r"\s*(?:of|over|in)\b", after) and share.form in ("percent", "fraction")
        named = any(m.kind != "country" for m in places.between(parsed.start, share.start))
        pointing = what and what["w"].lower() in ("it", "its")
        if pointing or bare and (same or not named):
            return told[1]
    unknown = _UNKNOWN_LAND.match(after)
    known = [n.kind for n in setting.context.names_in(share.end, share.end + unknown.end("name"))] if unknown else []
    if unknown and "demonym" not in known and not any(m.start - share.end < unknown.end("name") for m in behind):
        # "80% of Rakhine": a name no gazetteer has, told to be land by its share
        at = share.end + unknown.start("name")
        name = unknown["name"]
        return PlaceMention(at, at + len(name), name, name, None, "region", None)
    if behind:
        best = behind[0]
        gap = text[share.end : best.start]
        if not re.search(r"[.;:]|\b(?:while|but|after|since|with|before|when|although|leaving|where)\b", gap):
            for other in behind[1:]:
                # "Aleppo, Syria": the first is the more specific, unless it holds the next
                joined = text[best.end : other.start]
                if (
                    len(joined) < 40
                    and best.place_id in other.parents
                    and other.name != best.name
                    and re.search(r"['’]s?\s|\bcity|\btown|\bdistrict|\bof\b", joined)
                ):
                    best = other
                    break
            return best
    if what and what["w"].lower() in ("country", "nation"):
        return setting.scene.country_place()
    if re.match(r"\s*of the (?:state|oblast|county|governorate)\b", after, re.I):
        kinds = ("state", "oblast", "county", "governorate", "province", "region")
        states = [m for m in places.mentions if m.end <= share.start and m.kind in kinds]
        if states:
            return states[-1]
    before = [
        m
        for m in places.between(parsed.start, share.start)
        if (m.kind != "country" or share.form in ("percent", "fraction", "most", "all"))
        and not _SAYS.match(text, m.end)  # "As Ankara said its allies had near complete control"
    ]
    if (
        share.form in ("fully", "full_control")
        or re.search(r"\bof which\b", text[max(0, share.start - 10) : share.end + 12])
        or before
    ):
        near = list(places.between(share.end, parsed.end))
        stated = before and re.search(
            r"\b(?:is|are|was|were|been|remains?)\s+(?:now\s+)?$", text[parsed.start : share.start]
        )
        beside = near and "," not in text[share.end : near[0].start]  # not "near complete control”, it said in Geneva"
        if share.form in ("fully", "full_control") and beside and near[0].start - share.end < 120 and not stated:
            return near[0]  # "Zlitan is entirely under our control, he said in Tripoli": the one before
        if before:
            return before[-1]
    return setting.place_before(parsed.start)


def base_of(after: str) -> str | None:
    match = re.match(
        r"\s*of\s+(?:the\s+|its\s+|their\s+|all\s+)?(?P<base>(?:(?:territory|territories|land|lands|area|areas|"
        r"ground)\s+(?:that\s+|which\s+)?(?:it|they|the group|IS|ISIS|the jihadists|the militants)\s+"
        r"(?:once|had|previously|formerly|originally|used to)?\s*(?:once\s+)?(?:held|controlled|seized|captured|"
        r"claimed|lost|occupied|conquered|ruled|hold)[^,.;]{0,30}|"
        r"(?:territory|territories|land|area)\s+(?:once|previously|formerly)\s+(?:held|controlled)[^,.;]{0,40}|"
        r"(?:peak|former)\s+[\w\s]{0,20}territory))",
        after,
        re.I,
    )
    return match["base"].strip() if match else None
