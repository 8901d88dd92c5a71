"""Print how well the invented corpus is reconciled, from annotated claims and from the extractor's own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "pipeline")]

import conftest  # noqa: E402
import corpus  # noqa: E402
import told_claims  # noqa: E402


def build(project: conftest.Project) -> None:
    """Build the corpus with what the extractor finds in it."""
    corpus.lay_out(project.layout.articles)
    project.build()


def tell(project: conftest.Project) -> None:
    """Put the annotated claims in the place of those found."""
    with duckdb.connect(str(project.layout.build_database)) as con:
        read = corpus.bodies(con)
    # a reprint word for word is one article with its original, whose claims stand for both
    gold = {body: corpus.gold(article) for article, (_, body) in sorted(read.items())}
    told_claims.tell(project, gold.items())


def report(project: conftest.Project) -> str:
    with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
        return corpus.report(con)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = conftest.make_project(Path(folder) / "project")
        build(project)
        print("from the extractor's claims\n" + report(project))
        tell(project)
        print("from annotated claims\n" + report(project))
