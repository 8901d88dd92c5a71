"""The file of corrections, raw/reference/corrections.csv: read whole, and added to in one step.

Killed at any instant, the file holds all of the new rows or none, and nobody is locked out.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from frontledger.warehouse.files import write_atomically

LIST = "|"  # between the keys of several claims in one cell
ACCEPT, REJECT, MERGE, SPLIT = "accept", "reject", "merge", "split"
ANY = "\0any"  # whatever is there
FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run a cell that begins so


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the file, of a claim or of an incident; an empty cell is null, "not stated"."""

    correction_id: str
    claim_id: str
    incident_id: str
    field: str
    old_value: str
    new_value: str
    reason: str
    made_by: str
    made_on: str


COLUMNS = tuple(Correction.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants: ``field`` of a claim to become ``new`` (empty: not stated), where ``old`` was seen.

    Left out, ``old`` is whatever the current release tells.
    """

    field: str
    new: str = ""
    old: str = ANY


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row to be: what of which claim or incident is expected, and what should stand there."""

    claim_id: str
    incident_id: str
    field: str
    old_value: str
    new_value: str


class CorrectionError(ValueError):
    """A correction cannot be taken: a stable ``code``, ``what`` is wrong, ``why``, and how to ``fix`` it."""

    def __init__(self, code: str, what: str, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}")
        self.code, self.what, self.why, self.fix = code, what, why, fix


def read_corrections(path: Path) -> list[Correction]:
    """Return the rows of the file; CorrectionError names the line of one that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise broken(path, 1, "there is no such file", f"its first line is {','.join(COLUMNS)}") from error
    except UnicodeDecodeError as error:
        raise broken(path, 1, f"it is not UTF-8: {error}", "save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Correction] = []
    lines: dict[str, int] = {}
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            raise broken(path, 1, f"the columns are {','.join(header)}", f"they must be {','.join(COLUMNS)}")
        for cells in reader:
            if len(cells) != len(COLUMNS):
                raise broken(path, reader.line_num, f"{len(cells)} values", f"a row has {len(COLUMNS)}")
            row = Correction(*cells)
            if row.correction_id in lines:
                raise broken(
                    path,
                    reader.line_num,
                    f"{row.correction_id} is the key of line {lines[row.correction_id]} as well",
                    "give each row a key of its own",
                )
            lines[row.correction_id] = reader.line_num
            rows.append(row)
    except csv.Error as error:
        raise broken(path, reader.line_num, str(error), "mend the quotes of that row") from error
    return rows


def append_corrections(path: Path, made: Sequence[Correction]) -> None:
    """Put rows behind those of the file, whose bytes stay as they are, in one step; hold `locked` meanwhile."""
    for left in path.parent.glob(f".{path.name}.*.tmp"):  # by a process that was killed: we hold the lock
        left.unlink(missing_ok=True)
    before = path.read_bytes()
    line_end = "\r\n" if b"\r\n" in before else "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerows(astuple(row) for row in made)
    if before and not before.endswith(b"\n"):
        before += line_end.encode()

    def write(temporary: Path) -> None:
        temporary.write_bytes(before + out.getvalue().encode())
        shutil.copymode(path, temporary)

    write_atomically(path, write)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time change ``path``: its folder is locked, which leaves no file behind when killed."""
    if os.name != "posix":
        yield
        return
    import fcntl  # of POSIX only

    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def refused(what: str, why: str, fix: str) -> CorrectionError:
    """Return the error of a correction that must not be taken."""
    return CorrectionError("FL-CORRECTION-REFUSED", what, why, fix)


def broken(path: Path, line: int, why: str, fix: str) -> CorrectionError:
    """Return the error of a file that is none, with the line."""
    return CorrectionError("FL-CORRECTION-FILE", f"{path}, line {line}, cannot be read", why, fix)


def duplicate(target_id: str, row: Correction) -> CorrectionError:
    """Return the error of a correction that stands in the file already, as ``row``."""
    return CorrectionError(
        "FL-CORRECTION-DUPLICATE",
        f"{target_id} is accepted already"
        if row.field == ACCEPT
        else f"{row.field} of {target_id} is corrected already",
        f"{row.correction_id} of {row.made_on} by {row.made_by}: {row.reason}",
        f"change or delete the row {row.correction_id} in raw/reference/corrections.csv",
    )


def contradicts(target_id: str, row: Correction, wanted: str) -> CorrectionError:
    """Return the error of a correction ``wanted`` beside ``row``, where one says that the claim is right."""
    stands = "accepted" if row.field == ACCEPT else f"corrected ({row.field})"
    return CorrectionError(
        "FL-CORRECTION-CONTRADICTION",
        f"{target_id} is {stands} already, and {wanted} would contradict it",
        f"{row.correction_id} of {row.made_on} by {row.made_by}: {row.reason}",
        f"who changes a mind deletes the row {row.correction_id} from raw/reference/corrections.csv first",
    )


def short(quote: str, longest: int = 80) -> str:
    """Return a quote on one line, cut to ``longest`` characters."""
    line = " ".join(quote.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
