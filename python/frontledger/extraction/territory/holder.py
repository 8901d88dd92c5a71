"""Who holds or lost a share: the word of control beside it (control_terms.csv), and the party that it names."""

from __future__ import annotations

import re
from functools import cache

from frontledger.extraction.actors import ActorResolver, phrase_bounds, state_actor
from frontledger.extraction.attribution import Attribution
from frontledger.extraction.context import Context
from frontledger.extraction.lexicon import inflections
from frontledger.extraction.speakers import COUNTS
from frontledger.extraction.syntax import children, is_passive, is_verb, subjects
from frontledger.extraction.territory.land import LAND
from frontledger.extraction.territory.shares import Share
from frontledger.reference import read_table
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_ADJECTIVE_CONTROL = re.compile(r"\b(?P<who>[A-Z]?[\w’']+(?:-[\w]+)?)-(?:held|controlled|run|occupied)\b")
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
_DOWN_TO = re.compile(r"\b(?:is|are|was|were)\s+(?:now\s+)?(?:down to|left with)\s+(?:just\s+|only\s+)?$", re.I)


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


def token_at(parsed: Parsed, position: int) -> Token | None:
    for i, (s, e) in enumerate(zip(parsed.starts, parsed.ends, strict=True)):
        if s <= position < e or s >= position:
            return parsed.doc[i]
    return None


def control_cue(share: Share, token: Token, parsed: Parsed, context: Context, actors: ActorResolver):
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
        noun = token_at(parsed, match.start("noun"))
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
        whom = token_at(parsed, with_whom.start("who"))
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
        be = be.head if be is not None and be.dep_ == "auxpass" else be  # "is left with only 5 percent"
        found = next((actors.of_phrase(parsed, s) for s in subjects(be)), None) if be is not None else None
        if be is not None and found:
            candidates.append((0.0, be, "holds", *found, parsed.starts[be.i], share.end))
    shrunk = _SHRUNK.search(text, parsed.start, share.start)
    if shrunk and share.start - shrunk.end() < 3:
        # "the area under the militia shrank to 12 percent"
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
    if other is not None and not LAND.search(other.text) and parsed.kind_at(other.i) != "place" and other.tag_ != "CD":
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
        # "half of Marawi has been cleared", "territory held by"
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
        for inner in (g for g in children(agent, "pobj") if g.lower_ not in COUNTS):
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
            and not LAND.fullmatch(subject.text)
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


def actor_of_speaker(cue: Token, speaker, attribution: Attribution):
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
