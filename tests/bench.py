"""Times a build from nothing, one with nothing new, and the extractor (`make bench`). Figures are this machine's."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core, before numpy is loaded

import spacy
from frontledger.extraction import ArticleText, Extractor
from frontledger.text.parse import MODELS

ROOT = Path(__file__).parents[1]
COPIED = ("dbt_project.yml", "profiles.yml", "models", "expectations", "raw", "tests/dbt")


def time_extraction() -> None:
    """Print words a second of the extractor and of spaCy's whole English pipeline alone, on one text and one core."""
    gold = ROOT / "tests" / "gold"
    texts = [
        p.read_text(encoding="utf-8") for p in sorted(gold.glob("seed/*.txt")) + sorted(gold.glob("articles/*/*.txt"))
    ]
    texts *= 4
    words = sum(len(text.split()) for text in texts)
    extractor = Extractor.load()
    pipeline = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    articles = [ArticleText(str(n), text, date(2017, 1, 1)) for n, text in enumerate(texts)]
    rates = {"frontledger": [], "spaCy's whole pipeline": []}
    for _ in range(3):  # in turn, so that a machine that slows down slows both
        began = time.process_time()
        for _claims in extractor.extract_many(articles):
            pass
        rates["frontledger"].append(words / (time.process_time() - began))
        began = time.process_time()
        for _doc in pipeline.pipe(texts, batch_size=8):
            pass
        rates["spaCy's whole pipeline"].append(words / (time.process_time() - began))
    medians = {name: statistics.median(values) for name, values in rates.items()}
    for name, rate in medians.items():
        print(f"{name}: {rate:,.0f} words a second of processor time ({words:,} words, {len(texts)} articles)")
    ratio = medians["frontledger"] / medians["spaCy's whole pipeline"]
    print(f"ratio: {ratio:.1f} times the parser's whole pipeline")


def main() -> None:
    time_extraction()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in COPIED:
            source = ROOT / name
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, project / name) if source.is_dir() else shutil.copy2(source, project / name)
        for what in ("from nothing", "nothing new"):
            command = [str(Path(sys.executable).parent / "frontledger"), "build", "--json", "--progress", "none"]
            done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
            print(f"build, {what}: {json.loads(done.stdout)['duration_s']} s")


if __name__ == "__main__":
    main()
