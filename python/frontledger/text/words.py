"""A dependency parse as plain Python: one object a word, its links to other words made once.

The rules ask a parse some hundred questions a sentence. The parser's own tokens are made anew at every step from
word to word and read their labels from a table of strings at every look; these are made once and only looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import count, repeat

from spacy.attrs import DEP, HEAD, TAG
from spacy.tokens import Doc


class Token:
    """A word of a parse, with the names the parser's own tokens use; ``head`` of a root is the word itself."""

    __slots__ = ("children", "dep_", "doc", "head", "i", "lower_", "tag_", "text")

    def __init__(self, doc: Words, i: int, text: str, lower: str, tag: str, dep: str) -> None:
        self.doc = doc
        self.i = i
        self.text = text
        self.lower_ = lower
        self.tag_ = tag
        self.dep_ = dep
        self.head: Token = self
        self.children: list[Token] = []  # in reading order

    def __repr__(self) -> str:
        return self.text

    @property
    def left_edge(self) -> Token:
        """The first word of all that hangs on this one."""
        return self.doc[self.doc.edges[self.i][0]]

    @property
    def right_edge(self) -> Token:
        """The last word of all that hangs on this one."""
        return self.doc[self.doc.edges[self.i][1]]

    @property
    def is_punct(self) -> bool:
        return self.doc.parse[self.i].is_punct

    @property
    def subtree(self) -> Iterator[Token]:
        """The word and everything below it, in reading order."""
        return (self.doc[t.i] for t in self.doc.parse[self.i].subtree)

    @property
    def ancestors(self) -> Iterator[Token]:
        """Everything above the word, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Tell whether this word stands above the other."""
        return any(above is self for above in other.ancestors)

    def nbor(self, by: int = 1) -> Token:
        """Return the word that many places on; IndexError if there is none."""
        if self.i + by < 0:
            raise IndexError(self.i + by)
        return self.doc[self.i + by]


class Words(list[Token]):
    """The words of one parse in order; a slice of them is a plain list."""

    def __init__(self, doc: Doc, texts: list[str], lowers: list[str]) -> None:
        """Take over tags, labels and links of ``doc``, whose words are ``texts``, in lower case ``lowers``."""
        super().__init__()
        self.parse = doc
        names = doc.vocab.strings
        links = doc.to_array([HEAD, TAG, DEP])
        self.distances = heads = links[:, 0].astype("int64").tolist()  # of heads, from the word
        tags = [names[tag] for tag in links[:, 1].tolist()]
        deps = [names[dep] for dep in links[:, 2].tolist()]
        self.extend(map(Token, repeat(self), count(), texts, lowers, tags, deps))
        for i, distance in enumerate(heads):
            if distance:
                token, head = self[i], self[i + distance]
                token.head = head
                head.children.append(token)

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """The places of the first and the last word of all that hangs on each word, as it was parsed."""
        left, right = list(range(len(self))), list(range(len(self)))
        for i, distance in enumerate(self.distances):
            above, step = i, distance
            first, last = left[i], right[i]
            while step:
                above += step
                if left[above] <= first and right[above] >= last:
                    break
                if first < left[above]:
                    left[above] = first
                if last > right[above]:
                    right[above] = last
                step = self.distances[above]
        return list(zip(left, right, strict=True))

    @cached_property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join([token.text for token in self])
