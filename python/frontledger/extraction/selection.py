"""Which sentences are parsed at all: those whose words can carry a claim, and those that may name its speaker.

Parsing is most of the cost. A word of harm, of an event or of a share opens the door at once; an everyday verb that
tells an event only of soldiers, aid or deals ("take", "reach", "bring") does so beside such a word or a known party.
"""

from __future__ import annotations

import re
from functools import cache

from frontledger.extraction.attribution import names_speaker, report_verbs
from frontledger.extraction.context import Context
from frontledger.extraction.events import event_triggers
from frontledger.extraction.lexicon import casualty_triggers, person_noun
from frontledger.text.sentences import Sentence

_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Frames whose verbs are everyday words: they need company.
_EVERYDAY_FRAMES = frozenset(
    "place strike lost_place fall drive forces_to forces forces_flee forces_noun offensive projectile aid deal talks "
    "reinforcements people_out people_out_fly "
    "property road attack truce_object siege abduct aircraft mines explosive stones harm home border captive need "
    "treated to_death lacking "
    "repelled buried hit_by emptied aid_work aid_let_in grave flag downed lost_men fight_for hold_people "
    "object_combatant object_person subject_person passive".split()
)
_EVERYDAY_WORDS = frozenset(
    "life meeting meetings pound pounds pounded body remains storm storms fight fights march marches rally rallies "
    "hang hangs hanging steal steals stolen stole summit "
    "gains thrust advance advances push missing hurt lost resistance execution blast intervention detention "
    "deployment".split()
)
_ALWAYS = frozenset(
    "demine demined demining disappeared disappear vanished evacuated evacuate displaced besieged abducted "
    "kidnapped".split()
)
# Nouns that only a figure makes a claim.
_NEED_AMOUNT = frozenset(
    "refugees refugee number lives figures figure victims victim camp casualties casualty injuries injury loss losses "
    "toll deaths fatalities".split()
)
_AMOUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|"
    r"scores|several|many|few|couple|half|third|quarter|both|number)\b",
    re.I,
)
# "12 were captured": people, though nobody says so
_BARE_AMOUNT = re.compile(
    rf"(?:{_AMOUNT.pattern})(?: (?:others|more))? (?:were|was|(?:have|has|had) been) (?:captured|taken|held|seized)\b",
    re.I,
)
# Verbs so common that without a name, or a place meant, they tell nothing of the war.
_NEED_NAME = frozenset(
    "take takes taking took taken leave leaves leaving left hold holds holding held bring brings bringing brought end "
    "ends ended ending start starts started starting announce announces announced announcing send sends sent sending "
    "clear clears cleared clearing march marches marched open opens opened opening".split()
)
_PLACE_MEANT = re.compile(
    r"\b(?:city|town|village|province|district|base|airport|area|areas|control|hostages?|prisoners?|captives?|offensive|"
    r"operation|siege|convoys?|aid|troops|fighters|soldiers|rebels|homes?|sisters?|brothers?|sons|daughters?|girls?|"
    r"boys?|men|women)\b|"
    r"\b(?:took|take|taken|holds?|held) (?:it|them|back)\b",
    re.I,
)
# Words beside which an everyday verb may tell of the war, and the beginnings of such words.
_COMPANY = frozenset(
    "accord agreement aid aircraft airport army artillery assault base battalion battalions bomb bombs border "
    "bridge bridges brigade brigades building buildings burn burns capitals captive captives cease-fire ceasefire "
    "checkpoint city civilian civilians clinic clinics column columns commander commanders commando commandos "
    "control convoy convoys counteroffensive crops deal delegation delegations depot depots "
    "detainees distribution distributions district districts drone drones envoy envoys explosive explosives "
    "extremist extremists families fighter fighters flour food force forces foreigners fort fortress front fuel "
    "garrison goods granaries group groups guard guards gunman gunmen heritage home homes hospital hospitals "
    "hostage hostages house houses humanitarian hut huts infantry insurgent insurgents jet jets jihadist "
    "jihadists looter looters lorries losses marines masts mattresses mediator mediators medicine medicines men "
    "militant militants military mine mines missile missiles monument monuments mortar mortars mosque mosques "
    "negotiator negotiators number offensive operation pact paratroopers people peshmerga plane planes prisoner "
    "prisoners province provinces push rebel rebels refugee refugees regime reinforcements relief resident "
    "residents rice road roads rocket rockets school schools separatist separatists shell shells shop shops "
    "shrine shrines siege soldier soldiers stone stones supplies tank tanks temple temples tents terrorist "
    "terrorists town towns trenches troops truce trucks unit units vehicles village villager villagers villages "
    "warehouse warehouses warplane warplanes wound wounds".split()
)
_COMPANY_BEGINS = ("attack", "church", "militia", "police", "protest")
# "They captured Atareb on Monday": whoever they are, a name behind the verb is enough
_CAPTURES = frozenset("captured recaptured seized retook retaken overran liberated besieged".split())
_CAPTURE = re.compile(
    r"\b(?:captured|recaptured|seized|retook|retaken|overran|liberated|besieged) (?:the )?(?:[a-z]+ (?:of )?)?[A-ZÀ-Þ]"
)
_SHARES = re.compile(
    r"%|\b(?:percent|per cent|half|thirds?|quarters?|fifths?|tenths?|the whole|majority of|bulk of|most of|all of|"
    r"(?:full|complete|total) control|(?:fully|completely|entirely) "
    r"(?:\w+ )?(?:\w*captur\w*|liberat\w*|control\w*|re\w+|clear\w*|secur\w*|overr\w+|taken|seized|in)|entire)\b",
    re.I,
)
# A share is of a place that somebody holds.
_HELD = re.compile(
    r"\b(?:control\w*|held|holds?|holding|territor\w+|captur\w+|recaptur\w+|seiz\w+|lost|loses?|losing|liberat\w+|"
    r"retak\w+|retook|tak(?:e|es|en|ing)|took|hands|secur\w+|overr[au]n\w*|occup\w+|clear\w*|regain\w*|won|land|"
    r"ground|rul\w+|driven|pushed|gain\w*|surrender\w*|withdr\w+|remain\w*|runs?|ran|running|cling\w*|clung|hang\w*|hung|fallen|fell|"
    r"falls|ours|administration|authority|share)\b|"
    r"\b(?:has|have|had) (?:\w+ ){0,2}(?:\d|half|most|two|three|all|ten|the|a|"
    r"nearly|almost)|\b(?:down to|still with|now with)\b",
    re.I,
)
_PARTS = re.compile(
    r"\b(?:include[sd]?|among (?:the|them|those|whom)|of (?:them|whom)|of (?:these|those)\b,? "
    r"(?:\d+|[a-z]+ (?:were|was))|of the [a-z]+, (?:\d+|[a-z-]+) (?:were|was)|toll)\b",
    re.I,
)
# Nouns that are also forms of an everyday verb, and open no door as such.
_NOUNS_RATHER = frozenset("forces force life body remains signs".split())
_PRONOUN_SPEAKER = re.compile(
    r"\b(?:he|she|it|they|the (?:source|official|group|commander|spokesman|spokeswoman|monitor|statement|agency|"
    r"ministry)) (?:\w+ )?(?:sa(?:id|ys)|told|added|wrote|reported|claimed)\b|\b(?:said|added) (?:he|she|it)\b",
    re.I,
)


@cache
def _openers() -> tuple[frozenset[str], frozenset[str], dict[str, list[tuple[str, ...]]]]:
    """Return (words that open the door, everyday words that need company, phrases by their first word)."""
    strong: set[str] = set()
    everyday: set[str] = set()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for table in (casualty_triggers(), event_triggers()):
        for words, entries in table.items():
            if len(words) > 1:
                phrases.setdefault(words[0], []).append(words)
            elif words[0] not in _ALWAYS and (
                words[0] in _EVERYDAY_WORDS or all(e.frame in _EVERYDAY_FRAMES for e in entries)
            ):
                everyday.add(words[0])
            else:
                strong.add(words[0])
    return frozenset(strong), frozenset(everyday - strong - _NOUNS_RATHER), phrases


def _carries(context: Context, start: int, end: int) -> bool:
    strong, everyday, phrases = _openers()
    text = context.text
    words = [w.lower() for w in _WORDS.findall(text, start, end)]
    opening = strong.intersection(words)
    if opening and (not opening <= _NEED_AMOUNT or _AMOUNT.search(text, start, end)):
        return True
    if _SHARES.search(text, start, end) and _HELD.search(text, start, end) or _PARTS.search(text, start, end):
        return True
    for i, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return True
    verbs = everyday.intersection(words)
    if not verbs:
        return False
    found = context.names_in(start, end)
    names = {n.kind for n in found}
    if (
        verbs <= _NEED_NAME
        and names.isdisjoint(("place", "actor", "demonym"))
        and not _PLACE_MEANT.search(text, start, end)
    ):
        return False
    if not verbs.isdisjoint(_CAPTURES) and _CAPTURE.search(text, start, end):
        return True
    nation = any(n.kind == "demonym" and text[n.start - 4 : n.start].lower() == "the " for n in found)
    if "actor" in names or nation or _in_company(words):  # "the Americans bombed Fallujah"
        return True
    if not _AMOUNT.search(text, start, end):
        return False
    return any(person_noun(word) for word in words) or _BARE_AMOUNT.search(text, start, end) is not None


def _in_company(words: list[str]) -> bool:
    """Tell whether one of the words, or a part of one ("rebel-held"), is of the war."""
    words = [*words, *(part for word in words if "-" in word for part in word.split("-"))]
    return not _COMPANY.isdisjoint(words) or any(word.startswith(_COMPANY_BEGINS) for word in words)


def select_sentences(context: Context) -> list[Sentence]:
    """Return the sentences to parse, in order."""
    text = context.text
    body = [s for s in context.sentences if s.kind == "body"]
    wanted = {i for i, s in enumerate(body) if _carries(context, s.char_start, s.char_end)}
    verbs = report_verbs()
    for i in list(wanted):
        sentence = body[i]
        quoted = any(s < sentence.char_end and e > sentence.char_start for s, e in context.quotes)
        if not quoted and not _PRONOUN_SPEAKER.search(text, sentence.char_start, sentence.char_end):
            continue
        for near in (i - 1, i + 1) if quoted else (i - 1,):
            if 0 <= near < len(body) and near not in wanted and not names_speaker(text, body[near]):
                words = {w.lower() for w in _WORDS.findall(text, body[near].char_start, body[near].char_end)}
                if words & verbs.keys():
                    wanted.add(near)
    return [body[i] for i in sorted(wanted)]
