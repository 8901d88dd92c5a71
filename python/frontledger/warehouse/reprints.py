"""Which articles print the same text: reprints of a wire story are one source, however many outlets carry it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa
from datasketch import MinHash, MinHashLSH

SHINGLE = 5  # words
SAME_TEXT = 0.7  # share of shingles in common from which two texts are one; a cut or a new headline still passes
_PERMUTATIONS = 64
_WORD = re.compile(r"\w+")


def group_texts(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for each (article_id, body), the smallest id among the articles that print nearly the same text.

    Candidates come from MinHash; a pair counts only if its true overlap of five-word shingles, as a share of the
    shorter text's, reaches ``SAME_TEXT``.
    """
    shingles = {article_id: _shingles(body) for article_id, body in texts}
    index = MinHashLSH(threshold=0.4, num_perm=_PERMUTATIONS)
    leader = {article_id: article_id for article_id in shingles}

    def find(article_id: str) -> str:
        while leader[article_id] != article_id:
            article_id = leader[article_id]
        return article_id

    for article_id in sorted(shingles):
        signature = MinHash(num_perm=_PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in shingles[article_id]])
        for other in sorted(index.query(signature)):
            if _overlap(shingles[article_id], shingles[other]) >= SAME_TEXT:
                first, second = sorted((find(article_id), find(other)))
                leader[second] = first
        index.insert(article_id, signature)
    return {article_id: find(article_id) for article_id in shingles}


def text_group_table(texts: Iterable[tuple[str, str]]) -> pa.Table:
    """Return `group_texts` as a table: article_id, group_id, sorted."""
    groups = sorted(group_texts(texts).items())
    return pa.table(
        {
            "article_id": pa.array([article_id for article_id, _ in groups], pa.string()),
            "group_id": pa.array([group_id for _, group_id in groups], pa.string()),
        }
    )


def _shingles(body: str) -> set[str]:
    words = _WORD.findall(body.lower())
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other))
