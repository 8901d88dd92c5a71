"""The worked examples of the SQL page."""

from pathlib import Path

FILE = Path(__file__).with_name("examples.sql")


def read() -> dict[str, str]:
    """Return the statements by name, in the order of the file."""
    found = {}
    for block in FILE.read_text(encoding="utf-8").split("-- name: ")[1:]:
        name, _, sql = block.partition("\n")
        found[name.strip()] = sql.strip().rstrip(";")
    return found
