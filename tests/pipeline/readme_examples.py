"""The SQL examples of the README: run, and their output written below them.

python tests/pipeline/readme_examples.py
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
EXAMPLE = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n(?P<output>.*?)```\n)?", re.S)


def examples() -> list[tuple[str, str | None]]:
    """Return SQL and printed output of each example."""
    return [(match["sql"], match["output"]) for match in EXAMPLE.finditer(README.read_text(encoding="utf-8"))]


def answer(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return the rows of ``sql`` as aligned text, the header first; null is blank."""
    result = con.execute(sql)
    rows = [[column[0] for column in result.description]]
    rows += [
        ["" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for value in row]
        for row in result.fetchall()
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    with duckdb.connect(str(ROOT / "warehouse" / "current" / "frontledger.duckdb"), read_only=True) as con:
        text = README.read_text(encoding="utf-8")
        written = EXAMPLE.sub(lambda m: f"```sql\n{m['sql']}```\n\n```text\n{answer(con, m['sql'])}```\n", text)
    README.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
