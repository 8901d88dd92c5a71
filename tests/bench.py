"""Times a build from nothing, one with nothing new, and the extractor (`make bench`). Figures are this machine's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from frontledger.extraction import ArticleText, Extractor

ROOT = Path(__file__).parents[1]
COPIED = ("dbt_project.yml", "profiles.yml", "models", "expectations", "raw", "tests/dbt")


def main() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "gold" / "seed").glob("*.txt"))]
    extractor = Extractor.load()
    began = time.perf_counter()
    articles = (ArticleText(article_id=str(n), text=texts[n % 10], published=date(2017, 1, 1)) for n in range(100))
    n_claims = sum(len(claims.events) + len(claims.casualties) for claims in extractor.extract_many(articles))
    seconds = time.perf_counter() - began
    print(
        f"extract: 100 articles, {n_claims} claims, {seconds:.1f} s, {100 / seconds:.0f} articles a second, one process"
    )
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
