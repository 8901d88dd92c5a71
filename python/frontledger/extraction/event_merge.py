"""Mentions of one occurrence into one event: same type, and place, parties and days that do not contradict."""

from __future__ import annotations

from collections import Counter

from frontledger.claims import EventClaim, Mention
from frontledger.extraction.actors import CIVILIANS, UNKNOWN_GROUP, helpers, is_armed_group
from frontledger.extraction.context import Context, sentence_span
from frontledger.extraction.events import EventMention
from frontledger.extraction.when import When

_VIOLENT = frozenset(
    "armed_clash offensive_launched air_strike shelling suicide_bombing bombing chemical_attack attack_on_civilians "
    "execution assassination other_violence".split()
)
_ATTACKS = frozenset(
    "air_strike shelling suicide_bombing bombing chemical_attack attack_on_civilians execution assassination "
    "armed_clash "
    "other_violence".split()
)
_TWO_SIDED = frozenset(
    "armed_clash offensive_launched territory_captured advance withdrawal siege_imposed siege_broken shelling "
    "air_strike execution deployment".split()
)


# Words that name an attack loosely, and the kinds it can turn out to have been
_LOOSE_WORDS = (
    (frozenset("blast blasts explosion explosions bomb bombing bombings".split()), frozenset(("suicide_bombing",))),
    (frozenset("bombardment bombardments".split()), frozenset(("air_strike", "shelling"))),
)
_TOLD = 3  # how much more it says that two are told to fight each other than that one sentence names both
_CLAIMED_LATER = frozenset("suicide_bombing bombing assassination abduction".split())
_NEWS_DAYS = 7
_PRESENT_DAYS = 60  # what ended longer before publication is background
_LONG = 60  # days that no single act lasts: "600 strikes since July" are not the one of Tuesday


def merge_events(
    mentions: list[EventMention], context: Context
) -> tuple[list[EventClaim], list[tuple[str, EventClaim]]]:
    """Return (asserted events in reading order, events set aside with their reason)."""
    asserted = _one_act(_resolved([m for m in mentions if not m.unreal]), context)
    groups: list[list[EventMention]] = []
    for mention in sorted(asserted, key=lambda m: m.weak):
        group = next((g for g in groups if all(_may_join(mention, m) for m in g)), None)
        if group is not None:
            group.append(mention)
        elif not mention.weak:
            groups.append([mention])
    for mention in asserted:
        # a count of the dead is an event of its own where no violence is told beside it
        alone = mention.lone and not any(
            m.type in _VIOLENT and abs(m.start - mention.start) < 450 for g in groups for m in g if m is not mention
        )
        if alone and not any(mention in g for g in groups):
            groups.append([mention])
    if not groups and asserted:
        groups = [[m] for m in asserted[:1]]  # told in passing, but the only thing that happened
    opponents = _opponents(asserted, context)
    sides = _sides([m for m in asserted if not _long_past(m, context)], opponents) or _sides(asserted, opponents)
    events = [_event(sorted(g, key=lambda m: m.start), context, opponents, sides) for g in groups]
    events.sort(key=lambda e: e.char_start)
    aside = []
    for mention in mentions:
        if mention.unreal and not mention.weak:
            event = _event([mention], context, {}, [])
            event.modality = "denied" if mention.unreal == "denied" else "suppressed"
            event.suppressed_reason = mention.unreal
            aside.append(("events", event))
    return events, aside


def _resolved(mentions: list[EventMention]) -> list[EventMention]:
    """Return the mentions without those that only point back, each claim of responsibility given to its attack."""
    kept: list[EventMention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        before = [m for m in kept if m.type in _ATTACKS and mention.start - m.start < 700]
        _take_kind(mention, before)
        if mention.claimed:
            open_ones = [m for m in before if m.actor1 in (None, UNKNOWN_GROUP)]
            if open_ones:
                open_ones[0].actor1 = mention.actor1
        elif not (mention.generic and before):
            kept.append(mention)
    return kept


def _one_act(mentions: list[EventMention], context: Context) -> list[EventMention]:
    """Return the mentions without the fights that are an attack on civilians told beside them by the same hand.

    "Gunmen stormed the village, killing 18 people", "killed five traders when they ambushed a lorry": one act.
    """
    kept = list(mentions)
    for fight in mentions:
        if (
            fight.type != "armed_clash"
            or fight.actor2 not in (None, "Civilians")
            or not fight.rule_id.startswith("verb")
        ):
            continue
        start, end = sentence_span(context, fight.start)
        for attack in mentions:
            same_hand = fight.actor1 is None or attack.actor1 in (None, fight.actor1)
            if attack.type == "attack_on_civilians" and start <= attack.start < end and same_hand:
                attack.actor1 = attack.actor1 or fight.actor1
                if fight.own_place and not attack.own_place:
                    attack.place, attack.own_place = fight.place, True
                kept.remove(fight)
                break
    return kept


def _take_kind(mention: EventMention, before: list[EventMention]) -> None:
    """Let "the blast", "the bombardment" be of the kind of the attack told before it that it can be."""
    kinds = next((kinds for words, kinds in _LOOSE_WORDS if set(mention.cues) & words), frozenset())
    for earlier in reversed(before):
        if earlier.type in kinds and earlier.type != mention.type:
            apart = mention.own_place and earlier.own_place and _name(mention) != _name(earlier)
            if (not apart or _inside(mention, earlier)) and _days_meet(mention, earlier):
                mention.type = earlier.type
                return


def _opponents(mentions: list[EventMention], context: Context) -> dict[str, str]:
    """Return for each party whom the article sets against it: told so most often, else the other side named most."""
    pairs: Counter = Counter()
    apart = helpers() | {"Civilians"}  # who is shot at without being a side
    of_states = _of_states(context)
    for m in mentions:
        told = bool(m.actor1 and m.actor2)
        one, other = _with_the_side_beside(m.actor1, m.actor2, [m], of_states)
        if one and other and m.type in _TWO_SIDED and not apart & {one, other}:
            pairs[(one, other)] += _TOLD if told else 1
            pairs[(other, one)] += _TOLD if told else 1
    named: Counter = Counter()
    sides: dict[str, str] = {}
    for name in context.names:
        if name.kind == "actor" and name.entries[0].name not in helpers():
            named[name.entries[0].name] += 1
            sides[name.entries[0].name] = name.entries[0].side
    best: dict[str, str] = {}
    for (one, other), _ in pairs.most_common():
        best.setdefault(one, other)
    fighting = [
        (actor, n)
        for actor, n in named.most_common()
        if sides[actor] not in ("civilians", "foreign_state", "other") and n >= 2
    ]
    for actor in sides:
        if actor not in best and sides[actor] not in ("civilians", "foreign_state", "other"):
            rival = next((a for a, _ in fighting if sides[a] != sides[actor]), None)
            if rival is not None:
                best[actor] = rival
    return best


def _of_states(context: Context) -> bool:
    """Tell whether the article names no armed group, so that those who fight in it are states."""
    return not any(n.kind == "actor" and is_armed_group(n.entries[0].name) for n in context.names)


def _name(mention: EventMention) -> str | None:
    return mention.place.name if mention.place else None


def _known(actor: str | None) -> str | None:
    """Return the party, None for gunmen nobody has named yet."""
    return None if actor == UNKNOWN_GROUP else actor


def _may_join(a: EventMention, b: EventMention) -> bool:
    if a.type != b.type or max(a, b, key=lambda m: m.start).another:
        return False
    one, other = a.actor1, b.actor1
    if a.type in _CLAIMED_LATER:
        one, other = _known(one), _known(other)  # "a suicide bomber …", later claimed by a group
    if one and other and one != other and not (a.type == "armed_clash" and a.actor1 == b.actor2):
        return False
    if a.actor2 and b.actor2 and a.actor2 != b.actor2 and not (a.type == "armed_clash" and a.actor2 == b.actor1):
        return False
    if a.type == "territory_captured" and (a.actor1 and a.actor1 == b.actor2 or b.actor1 and b.actor1 == a.actor2):
        return False  # taken, then lost again
    if _name(a) != _name(b) and a.own_place and b.own_place and not _inside(a, b):
        return False
    same_parties = bool(a.actor1 and b.actor1)
    if (
        _name(a) != _name(b)
        and not (a.own_place and b.own_place)
        and not same_parties
        and abs(a.start - b.start) > 1500
    ):
        return False
    return a.type == "siege_imposed" or _days_meet(a, b) and not _years_against_days(a, b)


def _inside(a: EventMention, b: EventMention) -> bool:
    if not a.place or not b.place or "country" in (a.place.kind, b.place.kind):
        return False
    return bool(a.place.place_id and a.place.place_id in b.place.parents) or bool(
        b.place.place_id and b.place.place_id in a.place.parents
    )


def _days_meet(a: EventMention, b: EventMention) -> bool:
    if a.when is None or b.when is None:
        return True
    if not (a.own_date and b.own_date):
        # today's news is not what a date of its own puts long before it
        own, other = (a, b) if a.own_date else (b, a)
        ended, begun = own.when.last if own.own_date and own.when else None, other.when.first if other.when else None
        return not (ended and begun and (begun - ended).days > _PRESENT_DAYS)
    if a.when.first and b.when.last and a.when.first > b.when.last:
        return False
    if any(_ended_before(one, other) for one, other in ((a.when, b.when), (b.when, a.when))):
        return False
    return not (b.when.first and a.when.last and b.when.first > a.when.last)


def _ended_before(period: When, day: When) -> bool:
    """Tell whether "earlier this month" is told apart from a day of the week that the news is of."""
    if not (period.text or "").lower().startswith("earlier ") or period.last is None or day.first is None:
        return False
    return day.first == day.last and day.text != period.text and (period.last - day.first).days < _NEWS_DAYS


def _years_against_days(a: EventMention, b: EventMention) -> bool:
    """Tell whether one was told of a season or years ("since 1997"), the other of days or a month of its own."""
    spans = [
        (m.when.last - m.when.first).days
        for m in (a, b)
        if m.own_date and m.when is not None and m.when.first and m.when.last
    ]
    return len(spans) == 2 and max(spans) > _LONG and min(spans) <= 31


def _long_past(mention: EventMention, context: Context) -> bool:
    """Tell whether it is background, whose other side need not be that of the present fighting."""
    last = mention.when.last if mention.own_date and mention.when else None
    return bool(context.published and last and (context.published - last).days > _PRESENT_DAYS)


def _sides(mentions: list[EventMention], opponents: dict[str, str]) -> list[tuple[int, str, str]]:
    """Return where the article tells who fights whom: (position, who acts, against whom), both named or supplied."""
    told = [
        (m.start, m.actor1, m.actor2 or opponents.get(m.actor1))
        for m in mentions
        if m.actor1 and m.type in _TWO_SIDED and m.actor2 != "Civilians"
    ]
    return [(at, one, other) for at, one, other in told if other]


def _with_the_side_beside(
    actor1: str | None, actor2: str | None, group: list[EventMention], of_states: bool
) -> tuple[str | None, str | None]:
    """Return both sides, the one that is lacking taken from the sentence if it names just one party besides.

    "The army began its push on the town, held by the rebels": against them. Where it names two and the act has none
    ("fighting between government troops, who hold the bridge, and the rebels"), they are its sides. Two states named
    together are allies more often than enemies, but in a war between states (``of_states``).
    """
    if CIVILIANS in (actor1, actor2):
        return actor1, actor2
    for mention in group:
        others = [party for party in mention.beside if party not in (actor1, actor2)]
        if actor1 is None and actor2 is None and len(others) == 2:
            sides = others[0], others[1]
        elif (actor1 is None) != (actor2 is None) and len(others) == 1:
            sides = actor1 or others[0], actor2 or others[0]
        else:
            continue
        if of_states or any(is_armed_group(party) for party in sides):
            return sides
    return actor1, actor2


def _event(
    group: list[EventMention], context: Context, opponents: dict[str, str], sides: list[tuple[int, str, str]]
) -> EventClaim:
    first = group[0]
    dated = next((m for m in group if m.own_date), first)
    placed = next((m for m in group if m.own_place), first)
    actor1 = next((m.actor1 for m in group if _known(m.actor1)), None)
    actor1 = actor1 or next((m.actor1 for m in group if m.actor1), None)
    actor2 = next((m.actor2 for m in group if m.actor2 and m.actor2 != actor1), None)
    if not _long_past(dated, context):
        actor1, actor2 = _with_the_side_beside(actor1, actor2, group, _of_states(context))
    if first.type in ("armed_clash", "offensive_launched") and actor1 is None and actor2 is None and sides:
        # fighting with no side named is that of the two sides told nearest
        _, actor1, actor2 = min(sides, key=lambda side: abs(side[0] - first.start))
    if not _long_past(dated, context) and first.type in _TWO_SIDED - {"execution", "deployment"}:
        if actor1 and actor2 is None:
            actor2 = opponents.get(actor1)
        elif actor1 is None and actor2:
            actor1 = opponents.get(actor2)
    speakers = [m.speaker for m in group]
    speaker = speakers[0]
    when = dated.when
    event = EventClaim(
        quote=context.text[first.start : first.end],
        char_start=first.start,
        char_end=first.end,
        type=first.type,
        actor1=actor1,
        actor2=actor2,
        mentions=[Mention(context.text[m.start : m.end], m.start, m.end) for m in group],
        rule_id=first.rule_id,
        cues=[c for m in group for c in m.cues],
        claimed_by=speaker.name if speaker else None,
        claimed_by_text=speaker.text if speaker else None,
    )
    if placed.place is not None:
        event.place, event.place_text, event.place_id = placed.place.name, placed.place.text, placed.place.place_id
    if when is not None:
        event.date_start = when.first.isoformat() if when.first else None
        event.date_end = when.last.isoformat() if when.last else None
        event.date_precision, event.date_text = when.precision, when.text
    return event
