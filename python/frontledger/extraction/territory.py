"""Shares of a place, held or lost: percentages, fractions, "most of", "full control of".

A share is a claim only beside a word of control (control_terms.csv) and only when what it is a share *of* is land:
a named place, "the city", "it", "the territory it once held". Shares of people, votes or oil are not.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import dataclass, replace
from functools import cache

from frontledger.claims import TerritoryClaim
from frontledger.extraction.actors import ActorResolver, phrase_bounds, state_actor
from frontledger.extraction.attribution import Attribution
from frontledger.extraction.context import Context
from frontledger.extraction.lexicon import inflections
from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.quantities import find_quantities, fraction_value
from frontledger.extraction.setting import Setting
from frontledger.extraction.syntax import children, is_passive, is_verb, subjects, unreal_reason
from frontledger.reference import read_table
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_BOUNDS = (
    r"(?P<bound>at least|no less than|no more than|not more than|no fewer than|perhaps|maybe|something like|"
    r"more than|well over|slightly over|slightly more than|just over|over|upwards of|"
    r"up to|as much as|at most|less than|"
    r"under|just under|nearly|almost|close to|some|about|around|roughly|approximately|an estimated|estimated|only|"
    r"just|exactly)\s+(?:an estimated\s+)?"
)
_FRACTION = (
    r"half|one[\s-]half|a half|(?:a|one)[\s-]third|two[\s-]thirds|(?:a|one)[\s-]quarter|three[\s-]quarters|(?:a|"
    r"one)[\s-]fifth|(?:two|three|four)[\s-]fifths|"
    r"(?:a|one)[\s-]tenth|nine[\s-]tenths|three[\s-]fourths|(?:a|one)[\s-]fourth|(?:a|one)[\s-]sixth|(?:a|"
    r"one)[\s-]eighth"
)
_SHARE = re.compile(
    rf"(?:{_BOUNDS})?\b(?P<fraction>{_FRACTION})\b"
    r"|\bthe (?:remaining|other|last|final) (?P<rest>third|half|quarter|fifth|two[\s-]thirds|"
    r"three[\s-]quarters)\b(?!\s+(?:time|day|party))"
    rf"|(?P<bare>(?:government|rebel|opposition|regime|army|Kurdish|IS|ISIS|SDF|militant|insurgent|[A-Z]\w+)-(?:held|"
    rf"controlled)\s+(?P<word>third|half|quarter|two-thirds))\b"
    r"|(?P<full>\b(?P<near>near(?:ly)?[\s-]|almost\s+|virtually\s+|practically\s+)?(?:full|complete|total|"
    r"entire)\s+control\b)"
    r"|(?P<adverb>\b(?P<near2>nearly\s+|almost\s+|virtually\s+|practically\s+|all but\s+)?(?:fully|completely|"
    r"entirely|totally|wholly)\b)"
    r"|(?P<most>\b(?:most(?: of)?|the (?:vast |overwhelming |great )?(?:majority|bulk) of|a majority of|the greater "
    r"part of)\b)"
    r"|(?P<all>\b(?P<near3>nearly|almost|virtually|practically|effectively)\s+(?:all|the (?:whole|entire|entirety))\b|"
    r"\b(?:all of|the whole of|the entirety of|the entire)\b)",
    re.I,
)
_PERCENT = re.compile(r"%|\bper[\s-]?cent|\bpct\b", re.I)
# A sentence with none of these, nor "%", tells no share.
_SHARE_WORDS = frozenset(
    "per percent pct half third thirds quarter quarters fifth fifths tenth tenths fourth fourths sixth eighth control "
    "fully completely entirely totally wholly most majority bulk greater all whole entire entirety".split()
)
_FRACTIONS_EXTRA = {
    "one half": 0.5,
    "one-half": 0.5,
    "a half": 0.5,
    "two fifths": 0.4,
    "two-fifths": 0.4,
    "three fifths": 0.6,
    "three-fifths": 0.6,
    "four fifths": 0.8,
    "four-fifths": 0.8,
    "a tenth": 0.1,
    "one tenth": 0.1,
    "one-tenth": 0.1,
    "nine tenths": 0.9,
    "nine-tenths": 0.9,
    "three fourths": 0.75,
    "three-fourths": 0.75,
    "a fourth": 0.25,
    "one fourth": 0.25,
    "one-fourth": 0.25,
    "a sixth": 1 / 6,
    "one sixth": 1 / 6,
    "one-sixth": 1 / 6,
    "an eighth": 0.125,
    "one eighth": 0.125,
    "third": 1 / 3,
    "half": 0.5,
    "quarter": 0.25,
    "two-thirds": 2 / 3,
}
_QUALIFIERS = {
    "at least": "at_least",
    "no less than": "at_least",
    "no fewer than": "at_least",
    "no more than": "at_most",
    "not more than": "at_most",
    "perhaps": "about",
    "maybe": "about",
    "something like": "about",
    "more than": "more_than",
    "well over": "more_than",
    "over": "more_than",
    "just over": "more_than",
    "slightly over": "more_than",
    "slightly more than": "more_than",
    "upwards of": "more_than",
    "up to": "at_most",
    "as much as": "at_most",
    "at most": "at_most",
    "less than": "less_than",
    "under": "less_than",
    "just under": "nearly",
    "nearly": "nearly",
    "almost": "nearly",
    "close to": "nearly",
    "some": "about",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "approximately": "about",
    "an estimated": "about",
    "estimated": "about",
    "only": "exact",
    "just": "exact",
    "exactly": "exact",
}
_LAND = re.compile(
    r"\b(?:city|cities|town|towns|country|territor(?:y|ies)|province|provinces|area|areas|land|lands|enclave|district|"
    r"districts|camp|village|region|regions|neighbou?rhoods?|"
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
_ADJECTIVE_CONTROL = re.compile(r"\b(?P<who>[A-Z]?[\w’']+(?:-[\w]+)?)-(?:held|controlled|run|occupied)\b")
_DIRECTIONAL = re.compile(
    r"\b(?:eastern|western|northern|southern|north|south|east|west|upper|lower|other|second|first|latter)\s+$", re.I
)
_SHRUNK = re.compile(
    r"\b(?:shr[aiu]nk|shrunken|fell|fallen|falls|dropped|decreased|declined|dwindled|reduced|rose|risen|grew|grown|"
    r"increased|"
    r"expanded|down|up)\s+to\s+(?:just\s+|only\s+)?$",
    re.I,
)
_CONTROLLED_BY = re.compile(r"\b(?:controlled|held|occupied|ruled) by\b|\b[\w]+-(?:held|controlled)\b|\bunder\b", re.I)
_UNDER = re.compile(
    r"\b(?:under|in|into|beneath)\s+(?:the\s+)?(?:(?:full|total|complete|effective|de facto|direct|"
    r"firm)\s+)?(?P<who>(?:[\w’'.-]+\s+){0,4}?)(?P<noun>control|hands|rule|occupation|grip|"
    r"administration|authority)\b"
    r"(?:\s+of\s+(?P<of>(?:the\s+)?[^,.;:–—]{2,60}))?",
    re.I,
)


# "two thirds of it is now with the rebels", "half of the city is still ours"
_WITH = re.compile(
    r"(?:\s+(?:of\s+)?[^.;:]{2,50}?)?\s(?:is|are|was|were|remains?|remained)\s+(?:now\s+|still\s+|already\s+)?"
    r"(?:(?P<ours>ours)\b|with\s+(?:the\s+)?(?P<who>[\w’'-]+))",
    re.I,
)
_DOWN_TO = re.compile(r"\b(?:is|are|was|were)\s+(?:now\s+)?down to\s+(?:just\s+|only\s+)?$", re.I)
# a share beside one told before: "85% of that region and a fifth of Ukraine", "at 68 percent, against 29 percent"
_AND_ALSO = re.compile(r"[^.;:]{0,70}?\band\s+$", re.I)
_AGAINST = re.compile(r"[^.;:]{0,12}?,?\s*(?:against|(?:up |down )?from|compared (?:with|to))\s+$", re.I)
_SHARE_REACH = 350  # characters behind a share in which another with no place of its own is of the same
_SAYS = re.compile(r"\s+(?:said|says|claim(?:s|ed|ing)|announced)\b")
_UNKNOWN_LAND = re.compile(
    r"\s+of\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ][\w’'-]{2,}(?:[ -][A-ZÀ-Þ][\w’'-]+){0,2})(?=[,.;]|\s+[a-z]|\s*$)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in the text: ``value`` in percent (None for a vague one), with its offsets and bound word."""

    start: int
    end: int
    value: float | None
    value_high: float | None
    qualifier: str
    form: str


@cache
def _control_verbs() -> dict[str, str]:
    """Return the relation (holds or lost) by every form of a verb of control."""
    forms: dict[str, str] = {}
    for row in read_table("control_terms"):
        if row["kind"] == "verb" and row["relation"] != "none":
            for form in inflections(row["term"]):
                forms[form] = row["relation"]
                if form.startswith("re"):
                    forms["re-" + form[2:]] = row["relation"]
    return forms


def find_shares(text: str, start: int, end: int) -> list[Share]:
    """Return the shares told in ``text[start:end]``, of whatever they are shares.

    >>> [(s.value, s.qualifier) for s in find_shares("just under 60 percent of the city", 0, 33)]
    [(60.0, 'nearly')]
    """
    segment = text[start:end]
    if "%" not in segment and _SHARE_WORDS.isdisjoint(re.findall(r"\w+", segment.lower())):
        return []
    found = []
    for quantity in find_quantities(segment) if _PERCENT.search(segment) else ():
        if quantity.unit_hint == "percent" and quantity.value is not None and quantity.value <= 100:
            tail = re.match(r"[\s-]*(?:percent|per cent|per-cent|%|pct)", segment[quantity.end :], re.I)
            stop = quantity.end + (tail.end() if tail else 0)
            found.append(
                Share(
                    start + quantity.start,
                    start + stop,
                    quantity.value,
                    quantity.value_high,
                    quantity.qualifier,
                    "percent",
                )
            )
        elif quantity.value_high is None and re.match(
            r"\s*(?:%|percent|per cent)?\s?(?:-|–|to)\s?\d+\s?(?:%|percent)", segment[quantity.end : quantity.end + 16]
        ):
            continue
    for match in _SHARE.finditer(segment):
        s, e = start + match.start(), start + match.end()
        if any(x.start < e and s < x.end for x in found):
            continue
        value: float | None
        if match["fraction"]:
            if (
                _DIRECTIONAL.search(segment[max(0, match.start() - 12) : match.start()])
                and match["fraction"].lower() == "half"
            ):
                continue
            if re.search(
                r"(?:\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+and|-and-a|"
                r"\b(?:another|first|second|other))[\s-]*$",
                segment[max(0, match.start() - 12) : match.start()],
                re.I,
            ):
                continue
            share = fraction_value(match["fraction"]) or _FRACTIONS_EXTRA.get(
                " ".join(match["fraction"].lower().split())
            )
            if share is None or re.match(
                r"[\s-]*(?:an?\s+(?:hour|dozen|million|century|year|mile)|hour|dozen|million|year|mile|time|country|"
                r"party|person|man|day|week|way|term|round|phase|front|attack|raid|strike|wave|straight|consecutive)",
                segment[match.end() :],
                re.I,
            ):
                continue
            value = round(share * 100, 1)
            qualifier = _QUALIFIERS.get((match["bound"] or "").lower(), "exact")
            form = "fraction"
        elif match["rest"]:
            share = (
                _FRACTIONS_EXTRA.get(match["rest"].lower())
                or fraction_value(match["rest"])
                or fraction_value("a " + match["rest"])
            )
            if share is None:
                continue
            value, qualifier, form = round(share * 100, 1), "exact", "fraction"
        elif match["bare"]:
            value, qualifier, form = round(_FRACTIONS_EXTRA[match["word"].lower()] * 100, 1), "exact", "held_fraction"
        elif match["full"]:
            value, qualifier, form = 100.0, "nearly" if match["near"] else "exact", "full_control"
        elif match["adverb"]:
            value, qualifier, form = 100.0, "nearly" if match["near2"] else "exact", "fully"
        elif match["most"]:
            value, qualifier, form = 50.0, "more_than", "most"
            if not re.match(r"(?:most of|the|a)\b", match["most"], re.I):
                continue
            if re.match(r"\s+(?:them|whom|us|those)\b", segment[match.end() :], re.I):
                continue  # "most of them from Misrata"
        else:
            value, qualifier, form = 100.0, "nearly" if match["near3"] else "exact", "all"
        found.append(Share(s, e, value, None, qualifier, form))
    return sorted(found, key=lambda x: x.start)


def find_territory(
    parsed: Parsed,
    context: Context,
    actors: ActorResolver,
    attribution: Attribution,
    places: PlaceFinder,
    setting: Setting,
) -> list[TerritoryClaim]:
    """Return the share claims of one parsed sentence, those not asserted marked as such."""
    claims: list[TerritoryClaim] = []
    last: tuple[Share, TerritoryClaim] | None = None
    for share in find_shares(context.text, parsed.start, parsed.end):
        read = _read_all(share, parsed, context, actors, attribution, places, setting)
        if not read and last is not None:
            read = _beside(share, *last, parsed, context, places, setting)
        if read:
            last = share, read[-1]
        for claim in read:
            if not any(
                c.char_start < claim.char_end
                and claim.char_start < c.char_end
                and c.value == claim.value
                and c.actor == claim.actor
                and c.place == claim.place
                for c in claims
            ):
                claims.append(claim)
    return claims


def _read_all(share, parsed, context, actors, attribution, places, setting) -> list[TerritoryClaim]:
    """Return the claim of a share, and one more for each further place joined to its place ("of Iraq and of Syria")."""
    claim = _read(share, parsed, context, actors, attribution, places, setting)
    if claim is None:
        return []
    found = [claim]
    behind = [m for m in places.between(share.end, parsed.end, generic=False) if m.start - share.end <= 90]
    for one, other in itertools.pairwise(behind):
        joined = context.text[one.end : other.start]
        if (
            one.name == found[-1].place
            and re.fullmatch(
                r"\s*(?:,|and|and of|,\s*and)\s*(?:of\s+)?(?:neighbou?ring\s+)?"
                r"(?:the\s+(?:\w+\s+){0,2}(?:city|town|village|district)\s+of\s+)?",
                joined,
            )
            and (
                one.kind == other.kind == "country"
                or share.form in ("all", "fully")
                and "country" not in (one.kind, other.kind)
            )
        ):
            twin = replace(
                claim, place=other.name, place_text=other.text, place_id=other.place_id, cues=list(claim.cues)
            )
            twin.char_end = max(twin.char_end, other.end)
            twin.quote = context.text[twin.char_start : twin.char_end]
            found.append(twin)
    return found


def _beside(
    share: Share,
    before: Share,
    told: TerritoryClaim,
    parsed: Parsed,
    context: Context,
    places: PlaceFinder,
    setting: Setting,
) -> list[TerritoryClaim]:
    """Return the claim of a share that leans on the one before: the same holder elsewhere, or at another time."""
    text = context.text
    between = text[before.end : share.start]
    after = text[share.end : min(parsed.end, share.end + 110)]
    claim = replace(
        told,
        quote=text[share.start : share.end],
        char_start=share.start,
        char_end=share.end,
        value=share.value,
        value_high=share.value_high,
        qualifier="range" if share.value_high is not None else share.qualifier,
        base=_base(after),
        rule_id=f"share_{share.form}_beside",
        cues=[text[share.start : share.end]],
    )
    if _AGAINST.fullmatch(between):
        dates = context.dates_in(share.end, min(parsed.end, share.end + 60))
        first, last = (dates[0].first, dates[0].last) if dates else (None, None)
        claim.date_start = first.isoformat() if first else None
        claim.date_end = last.isoformat() if last else None
        claim.date_precision = dates[0].precision if dates else None
        claim.date_text = dates[0].text if dates else None
        if dates and told.date_text == claim.date_text and context.published:
            told.date_start = told.date_end = context.published.isoformat()  # the date was the other's
            told.date_precision, told.date_text = "day", None
        return [claim]
    joined = _AND_ALSO.fullmatch(between) and not any(
        is_verb(t) and t.tag_ != "VBG" for t in parsed.doc if before.end <= parsed.starts[t.i] < share.start
    )
    named = [m for m in places.between(share.end, parsed.end) if m.start - share.end <= 40]
    if not joined or not named or _of_land(share, after, places, text, parsed) is not True:
        return []
    claim.place, claim.place_text, claim.place_id = named[0].name, named[0].text, named[0].place_id
    claim.char_end = named[0].end
    claim.quote = text[claim.char_start : claim.char_end]
    return [claim]


def _token_at(parsed: Parsed, position: int) -> Token | None:
    for i, (s, e) in enumerate(zip(parsed.starts, parsed.ends, strict=True)):
        if s <= position < e or s >= position:
            return parsed.doc[i]
    return None


def _read(
    share: Share,
    parsed: Parsed,
    context: Context,
    actors: ActorResolver,
    attribution: Attribution,
    places: PlaceFinder,
    setting: Setting,
) -> TerritoryClaim | None:
    text = context.text
    token = _token_at(parsed, share.start)
    if token is None:
        return None
    after = text[share.end : min(parsed.end, share.end + 110)]
    of_land = _of_land(share, after, places, text, parsed)
    if of_land is False:
        return None
    cue = _control_cue(share, token, parsed, context, actors)
    if cue is None:
        return None
    cue_token, relation, actor, actor_text, cue_start, cue_end = cue
    if share.form in ("percent", "fraction", "most", "all") and of_land is None and abs(cue_token.i - token.i) > 4:
        return None
    if share.form in ("most", "all") and of_land is None:
        return None
    if share.form in ("fully", "full_control") and relation == "lost":
        relation = "lost"
    unreal = unreal_reason(cue_token) or _unable(text, parsed, min(cue_start, share.start))
    speaker = attribution.of(parsed, cue_token)
    if actor is None:
        actor, actor_text = _actor_of_speaker(cue_token, speaker, attribution)
    place = _place(share, cue_token, parsed, places, setting, after)
    if place is not None:
        setting.share_place = (share.start, place)
    if actor is None and (place is None or cue_token.lower_ == "occupied"):
        return None
    base = _base(after)
    start, end = min(share.start, cue_start), max(share.end, cue_end)
    if place is not None and place.start >= share.end and place.end - start < 300 and place.end <= parsed.end:
        end = max(end, place.end)
    first, last, precision, words = _as_of(parsed, cue_token, share, context, setting, text)
    claim = TerritoryClaim(
        quote=text[start:end],
        char_start=start,
        char_end=end,
        actor=actor,
        actor_text=actor_text,
        relation=relation,
        value=share.value,
        value_high=share.value_high,
        qualifier="range" if share.value_high is not None else share.qualifier,
        base=base,
        rule_id=f"share_{share.form}",
        cues=[text[share.start : share.end], cue_token.text],
    )
    if place is not None:
        claim.place, claim.place_text, claim.place_id = place.name, place.text, place.place_id
    claim.claimed_by = speaker.name if speaker else None
    claim.claimed_by_text = speaker.text if speaker else None
    claim.date_start, claim.date_end, claim.date_precision, claim.date_text = first, last, precision, words
    if speaker is not None and speaker.denied:
        claim.modality, claim.suppressed_reason = "denied", "denied"
    elif unreal:
        claim.modality, claim.suppressed_reason = "suppressed", unreal
    return claim


def _of_land(share: Share, after: str, places: PlaceFinder, text: str, parsed: Parsed) -> bool | None:
    """Tell whether the share is of land (True), of something else (False), or not said (None)."""
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
    land, other = _LAND.search(head), _NOT_LAND.search(head)
    # the first noun decides: "of the city besieging 200,000 people" is of the city
    place_at = named[0].start - share.end - (len(after) - len(after.lstrip())) if named else None
    first_land = min((p for p in (land.start() if land else None, place_at) if p is not None), default=None)
    owned = bool(named) and bool(re.match(r"['’]s?\s", text[named[0].end : named[0].end + 3]))
    if owned and place_at is not None and place_at <= (first_land or 0):
        owns = text[named[0].end : named[0].end + 40].split(",")[0]
        return bool(_LAND.search(owns) and not _NOT_LAND.search(owns))  # "half of the Gaza Strip's population"
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
        return bool(_LAND.search(tail) and not _NOT_LAND.search(tail.split(",")[0]))
    return None if len(head.split()) <= 1 else False


def _control_cue(share: Share, token: Token, parsed: Parsed, context: Context, actors: ActorResolver):
    """Return (word, relation, actor, its words, start, end) of the control that the share is told with, or None."""
    text, doc = context.text, parsed.doc
    after = text[share.end : share.end + 24]
    verbs = _control_verbs()
    if share.form == "held_fraction":
        match = _ADJECTIVE_CONTROL.match(text, share.start)
        who = match["who"] if match else ""
        party = _adjective_actor(who, share.start, context, actors)
        return token, "holds", party, who, share.start, share.end
    best = None
    for other in doc:
        low = other.lower_
        if low not in verbs or not (is_verb(other) or other.tag_ in ("NN", "JJ")) or parsed.marks[other.i] is not None:
            continue
        if (other.tag_ == "NN" or low in ("control", "rule") and not is_verb(other)) and not children(other, "dobj"):
            continue
        cost = _cost(parsed, share, token, other)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, other)
    candidates = []
    if best is not None and best[0] <= 16:
        verb = best[1]
        actor = _actor_of_verb(verb, token, parsed, context, actors)
        candidates.append(
            (best[0], verb, verbs[verb.lower_], *(actor or (None, None)), parsed.starts[verb.i], parsed.ends[verb.i])
        )
    for other in doc:
        # "has fallen to the Taliban", "was driven from 90 percent of"
        if other.lower_ in ("fallen", "fell", "falls", "falling") and abs(other.i - token.i) < 14:
            to = next((p for p in children(other, "prep") if p.lower_ == "to"), None)
            winner = next((actors.of_phrase(parsed, g) for g in children(to, "pobj")), None) if to is not None else None
            if winner:
                candidates.append((2.0, other, "holds", *winner, parsed.starts[other.i], parsed.ends[other.i]))
        elif (
            other.lower_ in ("has", "have", "had")
            and other.dep_ not in ("aux", "auxpass")
            and (
                share.form in ("percent", "fraction")
                and re.match(r"\s+of\b", after)
                or share.form in ("most", "all")
                and re.search(r"\bof$", text[share.start : share.end])
            )
            and token.i in {x.i for o in children(other, "dobj") for x in o.subtree}
        ):
            # "the army has 70 percent of the town", "we have most of it"
            owners = subjects(other)
            has = next((actors.of_phrase(parsed, s) for s in owners), None)
            if has or any(s.lower_ == "we" for s in owners):
                span = parsed.starts[other.i], parsed.ends[other.i]
                candidates.append((1.0, other, "holds", *(has or (None, None)), *span))
        elif (
            other.lower_ in ("driven", "pushed", "expelled", "ousted", "forced")
            and 0 < token.i - other.i < 6
            and any(t.lower_ in ("from", "out") for t in doc[other.i : token.i])
        ):
            loser = next((actors.of_phrase(parsed, s) for s in subjects(other)), None)
            candidates.append(
                (0.0, other, "lost", *(loser or (None, None)), parsed.starts[other.i], parsed.ends[other.i])
            )
    for match in _UNDER.finditer(text, parsed.start, parsed.end):
        if match["noun"].lower() == "hands" and not match["who"].strip() and not match["of"]:
            continue
        gap = (
            len(text[share.end : match.start()].split())
            if match.start() >= share.end
            else len(text[match.end() : share.start].split()) + 6
        )
        if share.form == "fully" and (gap > 2 or share.start > match.start()):
            continue  # "under the control of our men, who now completely": of what follows
        if gap > 16 or re.search(r"[;:]", text[min(share.end, match.end()) : max(share.start, match.start())]):
            continue
        noun = _token_at(parsed, match.start("noun"))
        if noun is None:
            continue
        if match["of"]:
            found = actors.in_span(match.start("of"), match.end("of"), metonyms=True)
        else:
            found = (
                actors.in_span(match.start("who"), match.end("who") + 1, metonyms=True)
                if match["who"].strip()
                else None
            )
            demonym = next(
                (n for n in context.names_in(match.start("who"), match.end("who")) if n.kind == "demonym"), None
            )
            if match["who"].strip().lower() in ("its", "their", "his"):
                owner = noun
                while owner.head.i != owner.i and not is_verb(owner):
                    owner = owner.head
                holder = next(iter(subjects(owner)), None) if is_verb(owner) else None
                found = actors.of_phrase(parsed, holder) if holder is not None else None
            if found is None and demonym is not None and (state := state_actor(demonym.entries[0])):
                found = (state, demonym.text)
            if found is None and match["who"].strip():
                found = (
                    _adjective_actor(match["who"].strip().split()[-1], match.start("who"), context, actors) or "",
                    match["who"].strip(),
                )
        if match["who"].strip().lower() in ("our", "my"):
            candidates.append((gap * 0.6, noun, "holds", None, None, match.start(), match.end()))
            continue
        head = noun
        while head.head.i != head.i and not is_verb(head):
            head = head.head
        if re.match(r"in\b", match.group(), re.I) and match["noun"].lower() == "control" and match["of"]:
            # "rebels are in control of half the town": the holder is the subject
            subject = next(iter(subjects(head)), None) if is_verb(head) else None
            found = actors.of_phrase(parsed, subject) if subject is not None else None
            candidates.append((gap * 0.5, noun, "holds", *(found or (None, None)), match.start(), match.end("noun")))
            continue
        if found and found[0]:
            candidates.append((gap * 0.6, noun, "holds", found[0], found[1], match.start(), match.end()))
    if (with_whom := _WITH.match(text, share.end, parsed.end)) is not None:
        whom = _token_at(parsed, with_whom.start("who"))
        if with_whom["ours"]:
            candidates.append((0.0, token, "holds", None, None, share.start, with_whom.end()))
        elif whom is not None:
            while whom.dep_ in ("det", "compound", "amod") and whom.head.i > whom.i:
                whom = whom.head
            found = actors.of_phrase(parsed, whom)
            words = (found[0] or None, found[1]) if found else (None, None)
            candidates.append((0.0, whom, "holds", *words, share.start, parsed.ends[whom.i]))
    if _DOWN_TO.search(text, parsed.start, share.start):
        be = next((t for t in reversed(doc[: token.i]) if t.lower_ in ("is", "are", "was", "were")), None)
        found = next((actors.of_phrase(parsed, s) for s in subjects(be)), None) if be is not None else None
        if be is not None and found:
            candidates.append((0.0, be, "holds", *found, parsed.starts[be.i], share.end))
    shrunk = _SHRUNK.search(text, parsed.start, share.start)
    if shrunk and share.start - shrunk.end() < 3:
        # "the territory controlled by IS shrank to less than 10 percent"
        told = next((m for p in (_CONTROLLED_BY, _UNDER) if (m := p.search(text, parsed.start, shrunk.start()))), None)
        if told is not None:
            found = actors.in_span(told.start(), min(told.end() + 40, shrunk.start()), metonyms=True)
            candidates.append((0.0, token, "holds", *(found or (None, None)), told.start(), share.end))
    if share.form == "full_control" or (
        share.form in ("percent", "fraction")
        and (
            re.search(r"\bcontrol (?:of|over)\s+$", text[max(0, share.start - 14) : share.start])
            or re.match(r"\s+control (?:of|over)\b", after)
        )
    ):
        control = next(
            (t for t in doc if t.lower_ == "control" and share.start - 14 <= parsed.starts[t.i] <= share.end + 2),
            token,
        )
        head = control
        while head.head.i != head.i and not is_verb(head):
            head = head.head
        lost = head.lower_ in ("lost", "lose", "losing", "ceded", "gave")
        subject = next(iter(subjects(head)), None) if is_verb(head) else None
        found = actors.of_phrase(parsed, subject) if subject is not None else None
        if is_verb(head) and head.lower_ in ("said", "says", "told", "announced", "claimed"):
            found = None
        candidates.append(
            (
                0.0,
                control,
                "lost" if lost else "holds",
                *(found or (None, None)),
                parsed.starts[head.i] if is_verb(head) and parsed.starts[head.i] >= share.start - 80 else share.start,
                share.end,
            )
        )
    if not candidates:
        return None
    candidates.sort(key=lambda c: (c[0], c[3] is None))
    return candidates[0][1:]


def _cost(parsed: Parsed, share: Share, token: Token, verb: Token) -> float | None:
    """Cost of tying a share to a verb of control: words between, none across a full clause."""
    if share.form == "fully":
        # "fully recaptured", "captured the town completely"
        gap = verb.i - token.i
        told = token.head
        if token.dep_ == "advmod" and is_verb(told) and token.i < told.i < verb.i and verb.dep_ == "conj":
            return None  # "completely withdrawn and surrendered the city": how they withdrew
        if verb.tag_ == "VBG" and any(c.lower_ in ("is", "are", "was", "were") for c in children(verb, "aux")):
            return None  # "are now completely securing it": not done
        return abs(gap) * 1.0 if -6 <= gap <= 3 and gap != 0 else None
    other = next((o for o in children(verb, "dobj") if verb.i < o.i < token.i and o.lower_ != "control"), None)
    if other is not None and token.i not in {t.i for t in other.subtree}:
        return None  # "held hands … more than a quarter of the trees": another object
    if other is not None and not _LAND.search(other.text) and parsed.kind_at(other.i) != "place" and other.tag_ != "CD":
        return None
    if (
        share.form == "fraction"
        and verb.i > token.i
        and not is_passive(verb)
        and token.i in {x.i for x in subjects(verb)}
    ):
        return None  # "a third lost a leg"
    position = parsed.starts[verb.i]
    between = range(min(token.i, verb.i) + 1, max(token.i, verb.i))
    cost = 0.0
    for i in between:
        word = parsed.doc[i]
        if word.text in (";", ":"):
            return None
        cost += (
            4.0
            if word.text == ","
            else 3.0
            if is_verb(word) and word.lower_ not in ("is", "are", "was", "were", "been", "be", "has", "have", "had")
            else 1.0
        )
    if any(a.i == verb.i for a in token.ancestors):
        cost *= 0.4
    elif position > share.end:
        # "70 percent of Raqqa has been cleared", "territory held by"
        own_subjects = [s.i for s in subjects(verb)]
        if any(s == token.i or token.i in {t.i for t in parsed.doc[s].subtree} for s in own_subjects):
            cost *= 0.5
        elif verb.tag_ == "VBN" and len(between) <= 10:
            cost += 2
        else:
            cost += 8
    return cost


def _actor_of_verb(verb: Token, share: Token, parsed: Parsed, context: Context, actors: ActorResolver):
    """Return who holds (or lost): the agent of a passive, "to" or "from" whom, else the subject."""
    passive = is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"))
    if verb.tag_ == "NN":
        return actors.in_span(*phrase_bounds(parsed, verb))  # "The Taliban control half", read as a noun
    for agent in (c for c in verb.children if c.dep_ == "agent" or c.lower_ == "by"):
        for inner in children(agent, "pobj"):
            if found := actors.of_phrase(parsed, inner):
                return found
    if passive:
        return None
    for subject in subjects(verb):
        if subject.i == share.i:
            continue
        if found := actors.of_phrase(parsed, subject):
            return found
        if subject.lower_ == "state" and (home := actors.home_state(parsed.starts[subject.i])):
            return home, "the state"
        left, right = phrase_bounds(parsed, subject)
        if (
            subject.tag_ in ("NNS", "NN", "NNP", "NNPS")
            and parsed.kind_at(subject.i) != "place"
            and not _LAND.fullmatch(subject.text)
            and subject.lower_ not in ("percent", "%", "offensive", "operation", "battle", "forces")
        ):
            return (
                context.text[left:right].strip().removeprefix("the ").removeprefix("The "),
                context.text[left:right],
            )
    return None


def _adjective_actor(who: str, position: int, context: Context, actors: ActorResolver) -> str | None:
    if who.lower() in ("federal", "central", "state"):
        return actors.home_state(position)
    names = context.names_in(position, position + len(who) + 1)
    for name in names:
        if name.kind == "actor":
            return name.entries[0].name
    found = actors.in_span(position, position + len(who) + 1, metonyms=True)
    if found and found[0]:
        return found[0]
    return actors.by_generic(who)


def _unable(text: str, parsed: Parsed, start: int) -> str | None:
    before = text[max(parsed.start, start - 60) : start]
    if re.search(
        r"\b(?:unable|failed|fail|failing|fails|yet|impossible|trying|tried|attempts?|attempting|aim(?:s|ed|ing)?|bid|"
        r"plans?|efforts?|struggl\w+|want(?:s|ed)?|hop(?:e|es|ed|ing)|seek(?:s|ing)?|without) (?:\w+ ){0,3}(?:to|for|"
        r"at) (?:\w+ ){0,2}$",
        before,
        re.I,
    ):
        return "planned"
    return None


def _actor_of_speaker(cue: Token, speaker, attribution: Attribution):
    if speaker is None:
        return None, None
    if is_passive(cue) or cue.tag_ in ("VBN", "JJ"):
        # "has been liberated", said by one of those who took it
        actor = attribution.party_of(speaker)
        return (actor, speaker.text) if actor else (None, None)
    subject = next((c for c in cue.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.lower_ == "we" or subject is None:
        actor = attribution.party_of(speaker)
        if actor:
            return actor, speaker.text
    return None, None


def _place(
    share: Share, cue: Token, parsed: Parsed, places: PlaceFinder, setting: Setting, after: str
) -> PlaceMention | None:
    """Return of what the share is: the place named after it, "it", "the country", else the setting's."""
    behind = [m for m in places.between(share.end, parsed.end) if m.start - share.end <= 70]
    if share.form == "full_control" and not re.match(r"[\"”’]?\s*(?:of|over|in)\b", after):
        behind = []
    if _base(after):
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


def _base(after: str) -> str | None:
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


def _as_of(parsed: Parsed, cue: Token, share: Share, context: Context, setting: Setting, text: str):
    """Return (first, last, precision, words) of the days the share is as of: publication unless told."""
    published = context.published
    when = setting.when(parsed, cue, inherit=False)
    day = published.isoformat() if published else None
    holds_now = cue.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in cue.children)
    long_past = published and when.last and (published - when.last).days > 31
    if holds_now and long_past:
        return day, day, "day", None  # "driven out of the capital in 2011, it still controls two thirds of the coast"
    if when.precision in (None, "open") or (when.text or "").lower().startswith("since"):
        if (
            share.form in ("full_control", "fully")
            and published
            and setting.calendar.main_date.first
            and setting.calendar.main_date.first != published
        ):
            main = setting.calendar.main_date.first
            if isinstance(main, dt.date) and parsed.start < 6000 and _is_recent(text, parsed):
                return main.isoformat(), main.isoformat(), "day", setting.calendar.main_date.text
        return day, day, "day" if day else None, None
    return (
        when.first.isoformat() if when.first else None,
        when.last.isoformat() if when.last else None,
        when.precision,
        when.text,
    )


def _is_recent(text: str, parsed: Parsed) -> bool:
    return not re.search(r"\b(?:in \d{4}|last year|years? ago|previously)\b", text[parsed.start : parsed.end])
