"""From a harm in a parsed sentence to a casualty claim: class and party of the victims, who did it, and the rest."""

from __future__ import annotations

import re

from frontledger.claims import CasualtyClaim
from frontledger.extraction.actors import CIVILIANS, ActorResolver, helpers, is_armed_group, phrase_bounds, state_actor
from frontledger.extraction.attribution import Attribution
from frontledger.extraction.casualties import Harm
from frontledger.extraction.context import Context
from frontledger.extraction.lexicon import WARS, person_noun, shaped_like_person
from frontledger.extraction.setting import Setting
from frontledger.extraction.speakers import COUNTS, Speaker
from frontledger.extraction.syntax import children, clause_verb, governing, is_verb, subjects
from frontledger.extraction.when import When
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_ATTACK_NOUNS = frozenset(
    "attack attacks strike strikes airstrike airstrikes raid raids bombing bombings shelling bombardment offensive "
    "assault ambush counterattack "
    "fire rockets rocket missile missiles shells shell blast explosion bomb bombs drone drones operation massacre "
    "onslaught gunfire artillery "
    "mortar mortars air-strike air-strikes siege barrage salvo warplanes warplane helicopters helicopter jets sniper "
    "snipers bomber bombers "
    "campaign crackdown shooting incursion invasion mines mine ied".split()
)
_FIGHTS = frozenset(
    "fighting clashes clash battle battles combat firefight firefights gunfight skirmish skirmishes gunbattle "
    "shootout".split()
)
_ATTACK_VERBS = frozenset(
    "attacked shelled bombed stormed ambushed opened raided fired targeted hit struck detonated blew overran "
    "assaulted rammed launched hurled threw invaded besieged bombarded pounded "
    "intercepted set torched seized entered burst shot crashed drove lobbed dropped clashed battled attack storm "
    "shell attacking storming shelling firing targeting overrunning hurling".split()
)
_OWNED_ATTACK = re.compile(
    r"(?:['’]s)?\s+(?:[\w-]+\s+){0,2}?(?:air ?strikes?|strikes?|raids?|attacks?|shelling|bombardment|rockets?|"
    r"missiles?|bombing|"
    r"drone|counterattack|ambush|fire|artillery|warplanes?|jets?)\b",
    re.I,
)
_ATTACK_BY = re.compile(
    r"\b(?:air ?strikes?|strikes?|raids?|attacks?|shelling|bombardment|bombing|ambush|fire|assault) by "
    r"(?:the |suspected )?$",
    re.I,
)
_GROUP_OF = re.compile(
    r"\s+(?:\w+\s+)?(?:rebels?|militants?|insurgents?|separatists?|fighters?|gunm[ae]n|herders?|herdsmen|tribesmen|"
    r"youths?|bandits?|nationals?|men|militia(?:men|s)?)\b",
    re.I,
)
_CAUSES = frozenset(
    "left leaving leaves leave caused causing claimed claiming took taking inflicted inflicting resulted resulting "
    "made making rendered rendering shot shooting beat beaten".split()
)
_WHOLE_ADJECTIVES = {
    "civilian": "civilian",
    "combatant": "combatant",
    "military": "combatant",
    "non-combatant": "civilian",
}


def build_casualty(
    harm: Harm, context: Context, actors: ActorResolver, attribution: Attribution, setting: Setting
) -> CasualtyClaim:
    """Return the claim of one harm; its ``part_of`` is left to the caller, who knows the article's other claims."""
    parsed = harm.parsed
    assert parsed is not None
    quantity = harm.quantity
    start, end = harm.start, harm.end
    victim_class, unit, victim_text = _victims(context, parsed, harm)
    speaker = attribution.of(parsed, harm.trigger)
    when = setting.when(parsed, harm.trigger, reach=40)
    if _still_so(harm) and setting.when(parsed, harm.trigger, inherit=False).precision is None and context.published:
        when = When(context.published, context.published, "day", None)
    if harm.measure == "displaced" and when.text is None and _lives_so(harm):
        when = When(None, None, None, None)  # "over one million displaced people are living there": of no day
    beside = harm.head if harm.rule_id == "gapped" else harm.trigger
    place = setting.scene.right_behind(harm.end) if harm.rule_id == "gapped" else None
    place = place or setting.where(parsed, beside, inherit=False, at=harm.start)
    scope = setting.scope(parsed, harm.trigger, when, quantity.value if quantity else 1.0, place)
    harm.own_place = place is not None
    harm.place_of_part = place is not None and setting.scene.of_a_part(place, harm.start)
    national = harm.measure == "displaced" and quantity is not None and (quantity.value or 0) >= _OF_A_COUNTRY
    days = (when.last - when.first).days if when.first and when.last else 0
    national = national or days > _OF_A_SEASON
    if place is None and scope != "conflict" and not national:
        place = setting.where(parsed, beside, at=harm.start)
    if place is None and (scope == "conflict" or national):
        place = setting.scene.country_place()  # a war's toll is told of the country, not of the town before it
    harm.place, harm.when, harm.speaker = place, when, speaker
    claim = CasualtyClaim(
        quote=context.text[start:end],
        char_start=start,
        char_end=end,
        measure=harm.measure,
        value=1.0 if quantity is None else quantity.value,
        value_high=None if quantity is None else quantity.value_high,
        qualifier=harm.qualifier,
        vague_term=None if quantity is None else quantity.vague_term,
        unit=unit,
        victim_text=victim_text,
        victim_class=victim_class,
        rule_id=harm.rule_id,
        cues=[harm.trigger.text],
    )
    if (
        harm.trigger.lower_ in ("lost", "lose", "losing", "loses")
        and harm.measure == "killed"
        and harm.rule_id == "object"
    ):
        # "we lost 16 men": a side tells of its own
        claim.victim_class = victim_class = "combatant" if victim_class == "unknown" else victim_class
        for subject in subjects(harm.trigger):
            claim.victim_actor = (
                claim.victim_actor
                or _owner(context, actors, parsed, subject)
                or _speaking_party(subject, speaker, attribution)
            )
    claim.victim_actor = claim.victim_actor or actors.victim(parsed, harm.nouns, victim_class)
    if claim.victim_actor is None and victim_class != "civilian":
        for noun in harm.nouns:
            claim.victim_actor = claim.victim_actor or _speaking_party(noun, speaker, attribution)
    if claim.victim_actor is None and victim_class == "unknown" and (side := _side(context, actors, parsed, harm)):
        claim.victim_actor, claim.victim_class = side, "combatant"
    if claim.victim_actor is None and victim_class == "combatant":
        claim.victim_actor = _generic_combatants(context, actors, parsed, harm)
    claim.perpetrator = _perpetrator(context, actors, parsed, harm)
    if claim.perpetrator is None and harm.rule_id == "object":
        for subject in subjects(harm.trigger):
            claim.perpetrator = claim.perpetrator or _speaking_party(subject, speaker, attribution)
    if claim.perpetrator is None and speaker is not None and claim.victim_class == "combatant":
        # "Al-Shabaab said that 43 soldiers had been killed": an armed group on the losses of a state
        party = attribution.party_of(speaker)
        theirs = {n.lower_ for n in harm.nouns} & _STATE_MEN
        if is_armed_group(party) and theirs and claim.victim_actor != party:
            claim.perpetrator = party
    if claim.perpetrator in (CIVILIANS, claim.victim_actor) or claim.perpetrator in helpers():
        claim.perpetrator = None
    claim.claimed_by = speaker.name if speaker else None
    claim.claimed_by_text = speaker.text if speaker else None
    claim.scope = scope
    if place is not None:
        claim.place, claim.place_text, claim.place_id = place.name, place.text, place.place_id
    claim.date_start = when.first.isoformat() if when.first else None
    claim.date_end = when.last.isoformat() if when.last else None
    claim.date_precision, claim.date_text = when.precision, when.text
    if speaker is not None and speaker.denied:
        claim.modality, claim.suppressed_reason = "denied", "denied"
    elif harm.unreal:
        claim.modality, claim.suppressed_reason = "suppressed", harm.unreal
    return claim


def _still_so(harm: Harm) -> bool:
    """Tell whether a state goes on as it is told: "are still trapped", "remain missing"."""
    verb = clause_verb(harm.trigger)
    if verb.dep_ in ("acomp", "attr", "oprd") and is_verb(verb.head):
        verb = verb.head
    present = verb.tag_ in ("VBP", "VBZ") or any(c.tag_ in ("VBP", "VBZ") for c in children(verb, "aux", "auxpass"))
    perfect = any(c.lower_ in ("has", "have") for c in children(verb, "aux"))
    held = harm.measure == "captured" and verb.lower_ in ("remain", "remains", "held", "are")
    return (held or harm.measure in ("trapped", "missing", "affected")) and present and not perfect


def _lives_so(harm: Harm) -> bool:
    """Tell whether people are told to live as displaced now, not when they fled: "are camped around the cathedral"."""
    verb = clause_verb(harm.trigger)
    if not is_verb(verb) and is_verb(verb.head):
        verb = verb.head
    auxiliaries = {c.lower_ for c in children(verb, "aux", "auxpass")}
    present = verb.tag_ in ("VBP", "VBZ") or bool(auxiliaries & {"is", "are"})
    return present and not auxiliaries & {"has", "have", "had"}


def _side(context: Context, actors: ActorResolver, parsed: Parsed, harm: Harm) -> str | None:
    """Return whose side the victims were on: "left 15 dead on the army's side", "in the rebels' ranks"."""
    match = _ON_A_SIDE.match(context.text, harm.end, parsed.end)
    if match is None:
        return None
    found = actors.in_span(match.start("party"), match.end("party"), metonyms=True)
    party = found[0] if found else actors.by_generic(match["party"])
    return party if party != CIVILIANS else None


_ON_A_SIDE = re.compile(
    r"[\w\s]{0,24}?\b(?:on|in|among)\s+(?:the\s+)?(?P<party>(?:[\w-]+\s+){0,2}?[\w-]+?)(?:['’]s?)?\s+(?:side|ranks)\b"
)
_CAME_UPON = frozenset(
    "found discovered recovered uncovered unearthed exhumed retrieved collected buried identified counted seen "
    "handed returned brought".split()
)
_OF_A_SEASON = 45  # days: what so many months cost is told of the land, not of the town named before
_OF_A_COUNTRY = 100_000  # so many people have fled a country's war, not the town told before
_STATE_MEN = frozenset("soldiers soldier troops police policemen policeman officers servicemen conscripts".split())


def _speaking_party(subject: Token, speaker: Speaker | None, attribution: Attribution) -> str | None:
    """Return the party of a speaker who says "we", or of whom it is said "his men"."""
    ours = subject.lower_ in ("we", "us") or (
        (person_noun(subject.text) or ("",))[0] != "civilian"
        and any(c.dep_ == "poss" and c.lower_ in ("his", "her", "our", "my") for c in subject.children)
    )
    return attribution.party_of(speaker) if ours and speaker is not None else None


def _victims(context: Context, parsed: Parsed, harm: Harm) -> tuple[str, str, str | None]:
    """Return (class, unit, words) of the victims."""
    classes: list[str] = []
    unit = "person"
    words: list[str] = []
    for noun in harm.nouns:
        nouns = [noun]
        if parsed.kind_at(noun.i) == "quantity":
            nouns = [
                g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in children(c, "pobj")
            ] or []
            after = noun.nbor(1) if noun.i + 1 < len(parsed.doc) else None
            if not nouns and after is not None and after.tag_ in ("NNS", "NN") and person_noun(after.text):
                nouns = [after]
        for n in nouns:
            if n.lower_ in (
                "death",
                "deaths",
                "fatalities",
                "fatality",
                "dead",
                "casualties",
                "injuries",
                "bodies",
                "body",
                "corpses",
                "toll",
                "lives",
                "wounded",
                "injured",
                "killings",
            ):
                for c in n.children:
                    if c.lower_ in _WHOLE_ADJECTIVES:
                        classes.append(_WHOLE_ADJECTIVES[c.lower_])
                        words.append(c.text)
                    elif c.dep_ == "prep" and c.lower_ in ("of", "among"):
                        for g in children(c, "pobj"):
                            if known := person_noun(g.text):
                                classes.append(known[0])
                                words.append(g.text)
                continue
            own = None
            for c in n.children:
                if c.dep_ in ("amod", "compound") and c.i < n.i:
                    if c.lower_ in _WHOLE_ADJECTIVES or c.lower_ in ("unarmed",):
                        own = "civilian" if c.lower_ in ("unarmed",) else _WHOLE_ADJECTIVES[c.lower_]
                    elif c.lower_ in (
                        "armed",
                        "security",
                        "police",
                        "rebel",
                        "militant",
                        "jihadist",
                        "insurgent",
                        "pro-government",
                        "taliban",
                        "islamist",
                    ):
                        own = (
                            "combatant"
                            if c.lower_ != "pro-government" or (person_noun(n.text) or ("",))[0] == "combatant"
                            else (person_noun(n.text) or ("mixed",))[0].replace("unknown", "mixed")
                        )
            known = person_noun(" ".join(t.text for t in parsed.doc[max(0, n.i - 1) : n.i + 1])) or person_noun(n.text)
            if known:
                unit = known[1] if known[1] != "person" else unit
            cls = own or (known[0] if known else None)
            mark = parsed.marks[n.i]
            if cls in (None, "unknown") and mark is not None and mark.kind == "actor":
                cls = "combatant"
            if (
                cls is None
                and mark is None
                and n.tag_ in ("NN", "NNS")
                and (shaped_like_person(n.text) or n.text.endswith(("man", "men", "by", "passers-by")))
            ):
                cls = "civilian"  # an occupation
            if cls in (None, "unknown") and n.lower_ in (
                "people",
                "persons",
                "men",
                "man",
                "person",
                "others",
                "members",
                "member",
            ):
                cls = "unknown"
                span = context.names_in(*phrase_bounds(parsed, n))
                if any(x.kind == "actor" and x.entries[0].side != "foreign_state" for x in span):
                    cls = "combatant"
                elif any(c.lower_ in ("loyal",) for c in n.subtree):
                    cls = "combatant"
                elif n.lower_ in ("members", "member"):
                    inner = [g for c in n.children if c.dep_ == "prep" for g in children(c, "pobj")]
                    if any(
                        parsed.kind_at(g.i) == "actor"
                        or (person_noun(g.text) or ("",))[0] == "combatant"
                        or g.lower_ in ("forces", "force", "group")
                        for g in inner
                    ):
                        cls = "combatant"
                    elif any((person_noun(g.text) or ("",))[0] == "civilian" or g.lower_ == "family" for g in inner):
                        cls = "civilian"
                tail = context.text[parsed.ends[n.i] : parsed.ends[n.i] + 60]
                if (
                    cls == "unknown"
                    and re.match(
                        r",?\s*(?:most|many|some|half|several|mostly|mainly|including|among them)\b[^,.;]*", tail
                    )
                    and re.match(
                        r",?\s*(?:most of them|mostly|mainly|many of them)\s+(?:\w+\s+){0,2}?(?P<w>[\w-]+)", tail
                    )
                ):
                    cls = "mixed"
            classes.append(cls or "unknown")
            left, right = phrase_bounds(parsed, n)
            text = context.text[left:right]
            if quantity := harm.quantity:
                if left <= quantity.start < right:
                    text = context.text[quantity.end : right]
            text = re.sub(r"^(?:\s*(?:of|other|others|more|additional|a|an|the)\b)+\s*", "", text.strip(), flags=re.I)
            if text and text.lower() not in ("people", "persons", "others", "person"):
                words.append(text)
    if not classes and harm.quantity is not None:
        tail = context.text[harm.quantity.end : harm.quantity.end + 40]
        if match := re.match(r",?\s*(?:mostly|mainly|all|all of them|most of them|many of them)\s+(?P<w>[\w-]+)", tail):
            known = person_noun(match["w"])
            if known:
                classes.append(known[0] if match.group().lstrip(", ").startswith("all") else "mixed")
                words.append(match.group().strip(" ,"))
    distinct = {c for c in classes if c != "unknown"}
    if len(distinct) > 1:
        victim_class = "mixed"
    elif distinct:
        victim_class = distinct.pop()
    else:
        victim_class = "unknown"
    return victim_class, unit, " and ".join(words) or None


def _generic_combatants(context: Context, actors: ActorResolver, parsed: Parsed, harm: Harm) -> str | None:
    """Resolve "soldiers", "policemen", "the militants" with no name to the party the story's country gives."""
    for noun in harm.nouns:
        low = noun.lower_
        left, right = phrase_bounds(parsed, noun)
        names = [n for n in context.names_in(left, right) if n.kind == "context"]
        if names:
            continue  # looked up already, and the country has none
        if low in (
            "soldier",
            "soldiers",
            "troops",
            "policeman",
            "policemen",
            "police",
            "officers",
            "officer",
            "servicemen",
            "conscripts",
            "recruits",
        ):
            return actors.home_state(left, governs=low.startswith("police"))
    return None


def _perpetrator(context: Context, actors: ActorResolver, parsed: Parsed, harm: Harm) -> str | None:
    """Return who did it, if the sentence says so: an agent, the killer as subject, or the owner of the attack."""
    trigger = harm.trigger
    verb = trigger
    while not is_verb(verb) and verb.head.i != verb.i and verb.dep_ not in ("ROOT",):
        verb = verb.head
    passive = any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lower_ in _ATTACK_NOUNS:
        # "by launching airstrikes on the town killing three": whose airstrikes
        if found := _owner(context, actors, parsed, verb.head):
            return found
        launching = clause_verb(verb.head)
        for subject in subjects(launching):
            if found := _owner(context, actors, parsed, subject):
                return found
    if passive and verb.lower_ in _CAME_UPON:
        return None  # "the bodies of nine men were found by police"
    for agent in (c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")):
        for inner in (g for g in children(agent, "pobj") if g.lower_ not in COUNTS):
            if found := _owner(context, actors, parsed, inner):
                return found
    chain = [verb]
    current = verb
    while (
        current.dep_ in ("advcl", "conj", "xcomp", "relcl", "pcomp") and current.head.i != current.i and len(chain) < 4
    ):
        current = governing(current)
        chain.append(current)
    if not is_verb(trigger) and verb.lower_ not in _CAUSES:
        return _owner_nearby(context, parsed, trigger)  # "the UN stopped counting the death toll": no killer
    first = harm.head
    while first.dep_ == "conj" and not is_verb(first.head):
        first = first.head  # "two soldiers and a marine died": who died first did not kill the second
    if not passive or verb.tag_ == "VBG":
        for subject in subjects(verb):
            if subject.i in {n.i for n in harm.nouns} or subject.i in (harm.head.i, first.i):
                continue
            if subject.lower_ in WARS:
                continue  # "Syria's conflict has killed 230,000 people"
            if found := _owner(context, actors, parsed, subject):
                return found
    if verb.tag_ == "VBG" and len(chain) > 1 and not subjects(verb):
        for subject in subjects(chain[1]):
            if found := _owner(context, actors, parsed, subject):
                return found
    blame = next(
        (t for t in parsed.doc if t.lower_ in ("blamed", "blames", "blaming", "accused", "accuses", "accusing")), None
    )
    if blame is not None and blame.i < trigger.i:
        for target in children(blame, "dobj"):
            if found := _owner(context, actors, parsed, target):
                return found
    # "in an IS counterattack", "after Israeli strikes", "when rebels shelled"
    chain += [c for c in verb.children if c.dep_ == "conj" and is_verb(c)]
    for link in chain:
        for prep in (c for c in link.children if c.dep_ in ("prep", "advcl", "relcl")):
            if is_verb(prep) and prep.dep_ in ("advcl", "relcl"):
                if prep.lower_ in _ATTACK_VERBS:
                    for subject in children(prep, "nsubj"):
                        if found := _owner(context, actors, parsed, subject):
                            return found
                continue
            if prep.lower_ in ("in", "during", "after", "following", "by", "from", "with", "under", "due"):
                for inner in children(prep, "pobj", "pcomp", "dobj"):
                    if inner.lower_ in _FIGHTS and (found := _fought_with(context, actors, parsed, inner)):
                        return found
                    if inner.lower_ in _ATTACK_NOUNS and (found := _owner(context, actors, parsed, inner)):
                        return found
    return _owner_nearby(context, parsed, trigger)


def _fought_with(context: Context, actors: ActorResolver, parsed: Parsed, fight: Token) -> str | None:
    """Return whom a fight was with: "three soldiers were killed in fighting with Hamas gunmen"."""
    for prep in (c for c in fight.children if c.lower_ in ("with", "against")):
        for enemy in children(prep, "pobj"):
            if found := _owner(context, actors, parsed, enemy):
                return found
    return None


def _owner_nearby(context: Context, parsed: Parsed, trigger: Token) -> str | None:
    """Return whose attack stands close to the harm ("IS rocket attacks", "an Israeli raid"), however it was parsed."""
    at = parsed.starts[trigger.i]
    for name in context.names_in(max(parsed.start, at - 110), min(parsed.end, at + 110)):
        if name.kind not in ("actor", "demonym"):
            continue
        match = _OWNED_ATTACK.match(context.text, name.end, min(parsed.end, name.end + 50))
        if match:
            return name.entries[0].name if name.kind == "actor" else state_actor(name.entries[0])
        if name.kind == "demonym" and _GROUP_OF.match(context.text, name.end):
            continue  # "an attack by Ugandan rebels": not their state
        if _ATTACK_BY.search(context.text, max(parsed.start, name.start - 40), name.start):
            return name.entries[0].name if name.kind == "actor" else state_actor(name.entries[0])
    return None


def _owner(context: Context, actors: ActorResolver, parsed: Parsed, head: Token) -> str | None:
    """Return the party a phrase is or belongs to: "IS fighters", "an Israeli airstrike", "a raid by al-Shabaab"."""
    low = head.lower_
    if low in _ATTACK_NOUNS:
        left, right = phrase_bounds(parsed, head)
        found = actors.in_span(left, right)
        if found is None:
            demonym = next((n for n in context.names_in(left, right) if n.kind == "demonym"), None)
            if demonym is not None:
                found = (state_actor(demonym.entries[0]) or "", demonym.text)
        if found is None:
            for prep in (c for c in head.children if c.dep_ in ("prep", "acl", "agent")):
                if prep.lower_ in ("by", "from"):
                    for inner in children(prep, "pobj"):
                        found = found or actors.of_phrase(parsed, inner)
                elif prep.dep_ == "acl":
                    ways = (c for v in (prep, *children(prep, "xcomp", "ccomp")) for c in v.children)
                    for agent in (c for c in ways if c.lower_ in ("by", "on", "to")):
                        for inner in children(agent, "pobj"):
                            found = found or actors.of_phrase(parsed, inner)
                elif prep.lower_ == "with":  # "attacks with shells by the group"
                    for by in (c for g in children(prep, "pobj") for c in children(g, "prep") if c.lower_ == "by"):
                        for inner in children(by, "pobj"):
                            found = found or actors.of_phrase(parsed, inner)
        return found[0] if found and found[0] else actors.by_modifier(head)
    if low in ("that", "which", "who", "attack", "it", "this") or head.tag_ in ("CD",):
        pass
    found = actors.of_phrase(parsed, head, metonyms=True)
    if found and found[0] not in ("Civilians",):
        return found[0]
    return None
