"""Extraction of many articles, in worker processes when that pays."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from frontledger.extraction import ArticleText, Extractor

Rows = dict[str, list[dict]]
_BATCH = 25  # articles handed to a worker at once
_extractor: Extractor | None = None


def extract_rows(articles: Iterable[ArticleText], workers: int = 1) -> Iterator[Rows]:
    """Yield the claim rows (kind -> rows) of each article, in order.

    With more than one worker, processes are started on the first article; each reads a few batches ahead and no more,
    so
    that memory does not grow with the number of articles.
    """
    if workers <= 1:
        for claims in Extractor.load().extract_many(articles):
            yield claims.to_rows()
        return
    # Not forked: the parent holds a database and threads. A spawned child imports this module and nothing of the
    # parent's.
    context = multiprocessing.get_context("spawn")
    source = iter(articles)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[list[Rows]]] = deque()
        while True:
            while len(waiting) < 2 * workers and (batch := list(islice(source, _BATCH))):
                waiting.append(pool.submit(_extract_batch, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _extract_batch(batch: list[ArticleText]) -> list[Rows]:
    global _extractor
    if _extractor is None:
        _extractor = Extractor.load()
    return [claims.to_rows() for claims in _extractor.extract_many(batch)]
