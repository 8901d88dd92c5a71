"""The small human-kept tables of raw/reference, found and read once.

In a checkout they lie in ``raw/reference``; in an installed wheel in ``frontledger/_reference``.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

LIST_SEPARATOR = "|"


@cache
def reference_dir() -> Path:
    """Return the folder of the reference tables; FileNotFoundError if the installation lacks it."""
    package = Path(__file__).parent
    for folder in (package / "_reference", package.parents[1] / "raw" / "reference"):
        if (folder / "quantity_terms.csv").exists():
            return folder
    raise FileNotFoundError("frontledger's reference tables (raw/reference/*.csv) are missing from this installation")


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of ``NAME.csv``, every value stripped text; ValueError names file and line of a bad row."""
    path = reference_dir() / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as f:
        reader = csv.DictReader(f)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{path.name}, line {reader.line_num}: not {len(reader.fieldnames or [])} values")
            rows.append({column: value.strip() for column, value in row.items()})
    return rows


def split_list(value: str) -> list[str]:
    """Return the items of a ``|`` separated cell, without empty ones."""
    return [item.strip() for item in value.split(LIST_SEPARATOR) if item.strip()]


@cache
def reference_digest() -> str:
    """Return a hash of all reference tables but the corrections, which do not touch extraction."""
    digest = hashlib.sha256()
    for path in sorted(reference_dir().glob("*.csv")):
        if path.name != "corrections.csv":
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
