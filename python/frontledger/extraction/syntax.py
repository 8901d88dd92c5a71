"""Small questions to a dependency parse: subjects, objects, clauses, and whether a clause is asserted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from frontledger.text.words import Token, Words

NOMINAL_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "CD", "PRP", "DT"))
VERB_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_RELATIVE = frozenset(("who", "that", "which", "whom"))

# Verbs whose infinitive tells what is wanted, planned or feared, not what happened.
_UNREAL_VERBS = frozenset(
    "want wants wanted plan plans planned planning try tries tried trying attempt attempts attempted attempting seek "
    "seeks "
    "sought seeking aim aims aimed aiming hope hopes hoped threaten threatens threatened threatening vow vows vowed "
    "vowing "
    "intend intends intended intending prepare prepares prepared preparing expect expects expected expecting need "
    "needs "
    "needed refuse refuses refused refusing fail fails failed failing pledge pledges pledged pledging promise promised "
    "promises order ordered orders urge urged urges ask asked asks call called calls demand demanded demands likely "
    "unlikely able "
    "unable ready set about poised struggle struggled struggling conspire conspired conspiring plot plotted plotting "
    "battle battles battling fight fighting fights work working push pushing race racing agree agreed agrees decide "
    "decided".split()
)
_ACTUAL_VERBS = frozenset(
    "report reported reports believe believed know known say said claim claimed claims allege alleged allegedly "
    "understand "
    "understood appear appears appeared seem seems seemed manage manages managed continue continues continued begin "
    "began begins begun "
    "start started starts happen happened force forced forces forcing cause caused causing lead led go went going "
    "came come comes coming live lived return prompt prompts prompted prompting "
    "use used using uses estimate estimated think thought presume presumed confirm confirmed allowed "
    "allowing enabled enabling helped helping".split()
)
_MODALS_UNREAL = frozenset("may might could would will can should must 'll wo ca shall 'd".split())
_OF_TWO_OBJECTS = frozenset("given sent offered awarded handed denied granted called named shown told paid".split())
# A reason or a time beside what is not asserted stands on its own: "could not go because of the clashes".
_BESIDE = frozenset("because due amid after since following despite owing".split())
_AIMS = frozenset(
    "aim aims aimed goal goals hope hopes intention intent purpose plan plans bid effort efforts attempt attempts "
    "objective objectives task prospect view possibility chance chances risk threat means way ways idea".split()
)
# What an attack ends in, told as its outcome: "shelled the town, killing three".
OUTCOMES = frozenset("killing wounding injuring leaving destroying damaging maiming".split())
_REPUTED = frozenset("known notorious infamous famous renowned feared".split())
_KEEPING_FROM = frozenset(
    "prevent prevents prevented preventing stop stops stopped stopping keep keeps kept keeping block blocks blocked "
    "blocking bar bars barred barring deter deters deterred deterring".split()
)
_ALLEGED = frozenset(
    "allegation allegations claim claims report reports accusation accusations charge charges rumour rumours rumor "
    "rumors suggestion suggestions assertion assertions news".split()
)
_DENYING = frozenset(
    "deny denies denied denying reject rejects rejected rejecting refute refutes refuted dismiss dismisses dismissed "
    "dismissing".split()
)
_CONDITION_MARKS = frozenset("if unless whether lest".split())
_NEGATIONS = frozenset("not n't never no nobody none neither nor without".split())
_FEAR = frozenset("feared fears fear fearing risk risks risking risked threat threats threatened warned warns".split())


def children(token: Token, *deps: str) -> list[Token]:
    """Return the direct dependents of ``token`` with one of the given labels, in order."""
    return [c for c in token.children if c.dep_ in deps]


def is_verb(token: Token) -> bool:
    """Tell whether the tagger took the word for a verb form."""
    return token.tag_ in VERB_TAGS


def is_passive(verb: Token) -> bool:
    """Tell whether the verb is a passive with its auxiliary, or a bare participle hung on a noun."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(c.dep_ in ("dobj", "nsubj") for c in verb.children):
        return any(c.dep_ == "agent" for c in verb.children)  # "Besieged by IS since 2015, the city …"
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(
            c.dep_ == "aux" or c.dep_ == "dobj" and c.lower_ not in ("hostage", "captive", "prisoner")
            for c in verb.children
        )
    ):
        # "900 were killed and 150 taken hostage": the auxiliary is told once
        return any(c.dep_ == "nsubj" for c in verb.children) and is_verb(verb.head) and is_passive(verb.head)
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return False
    # "The coalition bombed Baghdad last month": what has an object of its own is no passive, whatever its tag
    return verb.lower_ in _OF_TWO_OBJECTS or not children(verb, "dobj")


BLAMING = frozenset("blamed blames blaming accused accuses accusing".split())


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the subject heads of a verb: its own, a relative's antecedent, or those of the verb it is joined to."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.dep_ != "expl"]
    if not own:
        # "two traders were on Monday abducted": the parse hangs the subject on the auxiliary
        auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        own = [c for aux in auxiliaries for c in aux.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        own = [_backed(s) for s in own]
        resolved = []
        # of two that the parse did not join ("Sudan's paramilitary Rapid Support Forces") the noun, not the adjective
        for s in sorted(own, key=lambda s: (s.tag_.startswith("JJ"), s.i)):
            if s.lower_ in _RELATIVE and verb.dep_ == "relcl":
                resolved.append(verb.head)
            else:
                resolved.append(s)
        return resolved
    if depth > 4:
        return []
    if verb.dep_ in ("acl", "relcl") and verb.head.tag_ in NOMINAL_TAGS:
        if verb.lower_ in OUTCOMES and verb.head.dep_ == "dobj" and is_verb(verb.head.head):
            return subjects(verb.head.head, depth + 1)  # "hit a position of the rebels killing eight": who hit it
        return [verb.head]
    if verb.dep_ == "conj" and is_verb(verb.head):
        return subjects(verb.head, depth + 1)
    if verb.dep_ == "ccomp" and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and verb.head.dep_ == "relcl":
        return [verb.head.head]  # "an incident they said killed 70": the incident, not they
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "pcomp", "oprd", "prep"):
        head = governing(verb)
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and head.dep_ == "acl":
            # "cut the routes of the land held by the army while taking control of hills": who cut them
            head = next((a for a in ancestors(head) if is_verb(a) and a.dep_ != "acl"), head)
        if verb.dep_ in ("xcomp", "ccomp") and (objects := children(head, "dobj")):
            return objects
        if is_verb(head):
            return subjects(head, depth + 1)
        if head.dep_ == "prep" and head.lower_ == "of" and (whose := children(head.head, "poss")):
            return whose  # "with its favourite tactic of sending bombers"
        if head.dep_ == "prep" and is_verb(head.head):
            if head.head.lower_ in BLAMING and (blamed := children(head.head, "dobj")):
                return blamed  # "accused the militia of looting relief"
            return subjects(head.head, depth + 1)
    return []


def _backed(subject: Token) -> Token:
    """Return who acts in "Afghan forces backed by air strikes retook", where the parse took the help to act."""
    at = subject.left_edge.i
    doc = subject.doc
    if at >= 3 and doc[at - 1].lower_ == "by" and doc[at - 2].lower_ in ("backed", "supported", "helped", "aided"):
        backed = doc[at - 3]
        if backed.tag_ in ("NNS", "NN", "NNP", "NNPS"):
            return backed
    return subject


def governing(token: Token) -> Token:
    """Return the word above, but for "…, while killing ten, the agency reported" the act that came with it.

    The parse hangs such a clause on the verb of saying that closes the sentence.
    """
    head = token.head
    if not (token.tag_ == "VBG" and token.dep_ == "advcl" and head.i > token.i and head.lower_ in _CLOSING_VERBS):
        return head
    before = (t for t in reversed(token.doc[: token.i]) if t.tag_ in ("VBD", "VBN", "VBZ", "VBP"))
    # never a verb below the clause itself: the way up would go round in a circle
    return next((t for t in before if t.lower_ not in _AUXILIARIES and not token.is_ancestor(t)), head)


_CLOSING_VERBS = frozenset("said says reported told added announced".split())
_AUXILIARIES = frozenset("is are was were been be has have had do does did".split())


def clause_verb(token: Token) -> Token:
    """Return the nearest verb above the word (or itself), the root if there is none."""
    while not is_verb(token) and token.head.i != token.i:
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the word and everything above it, up to the root."""
    yield token
    while token.head.i != token.i:
        token = token.head
        yield token


def unreal_reason(trigger: Token) -> str | None:
    """Return why what the word tells is not asserted as having happened, or None if it is.

    Reasons: negated, modal, planned, conditional, feared, habit.
    """
    token = trigger
    crossed = 0
    while True:
        for child in token.children:
            low = child.lower_
            if child.dep_ == "neg" or (
                low in ("not", "never", "n't") and child.dep_ in ("advmod", "neg", "preconj") and child.i < token.i
            ):
                if not (low == "not" and child.i + 1 < len(child.doc) and child.nbor(1).lower_ in ("only", "just")):
                    return "negated"
            if child.dep_ == "det" and low in ("no", "neither") and token is not trigger and token.dep_ in _SUBJECTS:
                return "negated"
            if child.dep_ in _SUBJECTS and child.lower_ in ("nobody", "none"):
                return "negated"
            if child.dep_ in (*_SUBJECTS, "dobj", "attr") and any(
                g.lower_ == "no" and g.dep_ == "det" and g.nbor(1).lower_ not in ("more", "less", "fewer")
                for g in child.children
            ):
                return "negated"  # "no more than half" is a bound
            if is_verb(token) and child.dep_ == "aux" and low in _MODALS_UNREAL:
                # "could be seen", "would later kill": a past future is told as fact
                if not (
                    low in ("would", "'d")
                    and any(c.lower_ in ("later", "eventually", "subsequently") for c in token.children)
                ):
                    return "modal"
            if child.dep_ == "mark" and low in _CONDITION_MARKS:
                return "conditional"
        if token.lower_ in _FEAR and token is not trigger:
            return "feared"
        if token.dep_ == "pcomp" and token.head.lower_ in ("of", "at", "to") and token.head.head.lower_ in _AIMS:
            return "planned"  # "with the aim of taking back the town"
        if token.tag_ == "VBG" and token.dep_ in ("xcomp", "ccomp") and token.head.lower_ in _DENYING:
            return "denied"  # "has denied sending fighters"
        if token.tag_ == "VBG" and any(c.lower_ in _DENYING and c.i < token.i for c in children(token, "aux")):
            return "denied"  # "denies deliberately targeting civilians"
        if token.dep_ == "pcomp" and token.head.lower_ == "for" and token.head.head.lower_ in _REPUTED:
            return "habit"  # "is notorious for beheading captives"
        if token.dep_ == "pcomp" and token.head.lower_ == "from" and token.head.head.lower_ in _KEEPING_FROM:
            return "negated"  # "stopped the ambulances from reaching the town"
        if is_verb(token) and token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
            perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in token.children)
            head = token.head
            if any(c.lower_ == "only" for c in token.children):
                return None  # "took the town only to lose it again": what came of it
            if not perfect and head.i != token.i and token.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp"):
                low = head.lower_
                if low == "had" and token.dep_ == "xcomp":
                    return None  # "had to leave their homes": they did
                if token.dep_ in ("acl", "relcl") and any(c.lower_ in _ORDINALS for c in head.children):
                    return None  # "the first city to be overrun"
                if (
                    low in _UNREAL_VERBS
                    or (token.dep_ in ("acl", "relcl") and low not in ("claim", "claims"))
                    or (token.dep_ == "advcl" and low not in _ACTUAL_VERBS)
                ):
                    return "planned"
                if low not in _ACTUAL_VERBS and low not in ("only", "first", "last", "latest"):
                    return "planned"
        if token.head.i == token.i:
            return None
        # stop at the verb of saying: what is said is asserted by somebody; the denial is found elsewhere
        if is_verb(token) and token.dep_ in ("ccomp", "relcl", "acl", "parataxis") and not _is_feared(token):
            low = token.head.lower_
            above = [a.lower_ for a in itertools.islice(ancestors(token.head), 5)]
            if not _ALLEGED.isdisjoint(above) and not _DENYING.isdisjoint(above):
                return "denied"  # "denied the allegations that it had captured 300 soldiers"
            if low in ("let", "lets", "allow") and any(
                c.dep_ == "aux" and c.lower_ in _MODALS_UNREAL for c in token.head.children
            ):
                return "modal"  # "both sides should let the convoys pass"
            if low in ("let", "lets") and any(c.dep_ == "neg" or c.lower_ == "not" for c in token.head.children):
                return "negated"  # "do not let 500 more die"
            if token.dep_ == "ccomp" and token.head.head.lower_ == "able" and unreal_reason(token.head.head):
                return "modal"  # "then we will be able to say that the town is clear"
            if token.dep_ == "ccomp" and low in ("hope", "hopes", "hoped", "deny", "denies", "denied", "wish", "pray"):
                return "denied" if low.startswith("den") else "planned"
            return None
        if is_verb(token) and token.dep_ == "advcl":
            head = token.head
            if not (token.tag_ == "VBG" and is_verb(head)) or head.tag_ == "VB":
                return None  # "waged an assault to retake the town, killing hundreds": what came of it
        if token.dep_ == "prep" and token.lower_ in _BESIDE and token is not trigger:
            return None
        crossed += 1
        if crossed > 12:
            return None
        token = token.head


def _is_feared(clause: Token) -> bool:
    """Tell whether a clause stands under a word of fear; what a warning tells in the past has happened."""
    low = clause.head.lower_
    if low.startswith("warn"):
        return clause.tag_ != "VBD" and not any(c.lower_ in ("has", "have", "had") for c in clause.children)
    return low in _FEAR


_ORDINALS = frozenset("first second third fourth last latest only biggest largest".split())
_INVERTED = frozenset("were was are is did does do has have had".split())


def asked(doc: Words) -> str | None:
    """Return "question" for a sentence that asks ("Were 70 people shot?"), None for one that states."""
    first = next((t for t in doc if not t.is_punct), None)
    asks = first is not None and (first.tag_ in ("WRB", "WP", "WDT", "MD") or first.lower_ in _INVERTED)
    return "question" if asks and doc.text.rstrip(" \"'”’").endswith(("?", "?,")) else None
