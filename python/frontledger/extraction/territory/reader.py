"""Claims of territory in one parsed sentence: each share of land with who holds it, as of when, by whose word."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace

from frontledger.claims import TerritoryClaim
from frontledger.extraction.actors import ActorResolver
from frontledger.extraction.attribution import Attribution
from frontledger.extraction.context import Context
from frontledger.extraction.places import PlaceFinder
from frontledger.extraction.setting import Setting
from frontledger.extraction.speakers import Speaker
from frontledger.extraction.syntax import clause_verb, is_verb, unreal_reason
from frontledger.extraction.territory.holder import actor_of_speaker, control_cue, token_at
from frontledger.extraction.territory.land import LAND, base_of, of_land, share_place
from frontledger.extraction.territory.shares import Share, find_shares
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

# a share beside one told before: "85% of that region and a fifth of Ukraine", "at 68 percent, against 29 percent"
_AND_ALSO = re.compile(r"[^.;:]{0,70}?\band\s+$", re.I)
# "the Taliban's share was put at 15 percent", "its share remains below 5 percent"
_THE_SHARE = re.compile(
    r"(?:\b(?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+['’]s?|\b(?:the|its|their|that|his)) share\b[^.;:%\d]{0,60}?"
    r"(?:\bat|\bis|\bwas|\bremains?|\bstood|\bstands|\bto|\bbelow|\babove|\bunder|\bover)\s*$"
)
_SHARE_OF = re.compile(r"\bshare of (?:the |its |their )?(?P<what>[\w-]+)")
_AGAINST = re.compile(
    r"(?:[^.;:]{0,12}?,?|[^.;:\d]{0,80}?,)\s*(?:against|(?:up |down )?from|compared (?:with|to))\s+$", re.I
)


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
        if not read:
            read = _of_the_share(share, parsed, context, actors, attribution, places, setting)
        if read:
            last = share, read[-1]
            setting.last_share = read[-1]
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
        base=base_of(after),
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
    if not joined or not named or of_land(share, after, places, text, parsed) is not True:
        return []
    claim.place, claim.place_text, claim.place_id = named[0].name, named[0].text, named[0].place_id
    claim.char_end = named[0].end
    claim.quote = text[claim.char_start : claim.char_end]
    return [claim]


def _of_the_share(
    share: Share,
    parsed: Parsed,
    context: Context,
    actors: ActorResolver,
    attribution: Attribution,
    places: PlaceFinder,
    setting: Setting,
) -> list[TerritoryClaim]:
    """Return the claim of a figure for the share told last: "In August it had put the share at 26 percent"."""
    told = setting.last_share
    token = token_at(parsed, share.start)
    match = _THE_SHARE.search(context.text, parsed.start, share.start)
    if told is None or token is None or match is None or share.form not in ("percent", "fraction"):
        return []
    of = _SHARE_OF.search(match.group())
    if of and not LAND.fullmatch(of["what"]) and not places.between(match.start() + of.start("what"), share.start):
        return []  # "the share of bad loans"
    verb = clause_verb(token)
    first, last, precision, words = _as_of(parsed, verb, share, context, setting, context.text)
    speaker = attribution.of(parsed, token)
    claim = replace(
        told,
        quote=context.text[match.start() : share.end],
        char_start=match.start(),
        char_end=share.end,
        value=share.value,
        value_high=share.value_high,
        qualifier="range" if share.value_high is not None else share.qualifier,
        rule_id=f"share_{share.form}_of_the_share",
        cues=["share"],
        date_start=first,
        date_end=last,
        date_precision=precision,
        date_text=words,
    )
    owner = actors.in_span(match.start(), match.end(), metonyms=True)
    if owner is not None:
        claim.actor, claim.actor_text = owner
    named = [m for m in places.between(parsed.start, share.start, generic=False) if m.kind != "country"]
    if named:
        claim.place, claim.place_text, claim.place_id = named[0].name, named[0].text, named[0].place_id
    _attribute(claim, speaker, unreal_reason(verb))  # not as the share told last was: denied, planned
    return [claim]


def _attribute(claim: TerritoryClaim, speaker: Speaker | None, unreal: str | None) -> None:
    """Set who says it, and whether it is asserted, denied by its speaker, or set aside for ``unreal``."""
    claim.claimed_by = speaker.name if speaker else None
    claim.claimed_by_text = speaker.text if speaker else None
    claim.modality, claim.suppressed_reason = "asserted", None
    if speaker is not None and speaker.denied:
        claim.modality, claim.suppressed_reason = "denied", "denied"
    elif unreal:
        claim.modality, claim.suppressed_reason = "suppressed", unreal


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
    token = token_at(parsed, share.start)
    if token is None:
        return None
    after = text[share.end : min(parsed.end, share.end + 110)]
    is_land = of_land(share, after, places, text, parsed)
    if is_land is False:
        return None
    cue = control_cue(share, token, parsed, context, actors)
    if cue is None:
        return None
    cue_token, relation, actor, actor_text, cue_start, cue_end = cue
    if share.form in ("percent", "fraction", "most", "all") and is_land is None and abs(cue_token.i - token.i) > 4:
        return None
    if share.form in ("most", "all") and is_land is None:
        return None
    if share.form in ("fully", "full_control") and relation == "lost":
        relation = "lost"
    unreal = unreal_reason(cue_token) or _unable(text, parsed, min(cue_start, share.start))
    speaker = attribution.of(parsed, cue_token)
    if actor is None:
        actor, actor_text = actor_of_speaker(cue_token, speaker, attribution)
    place = share_place(share, cue_token, parsed, places, setting, after)
    if place is not None:
        setting.share_place = (share.start, place)
    if actor is None and (place is None or cue_token.lower_ == "occupied"):
        return None
    base = base_of(after)
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
    claim.date_start, claim.date_end, claim.date_precision, claim.date_text = first, last, precision, words
    _attribute(claim, speaker, unreal)
    return claim


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
