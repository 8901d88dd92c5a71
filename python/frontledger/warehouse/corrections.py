"""Corrections by people: rows of raw/reference/corrections.csv, added so that the next build accepts them.

A row names what it corrects, what it expects to find there and what should stand there instead. The build compares
both again and fails when a row no longer fits (models/marts/fct_corrections.sql); here a row is held against the
current release before it is written, so that mistakes are found by whoever makes them. The file is replaced in one
step while a lock is held: killed at any instant, it holds all of the new rows or none.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import duckdb

from frontledger.warehouse.files import write_atomically
from frontledger.warehouse.layout import DATABASE_NAME, Layout
from frontledger.warehouse.release import read_current

REJECT = "reject"
PLACE, ACTORS, DATES, FIGURES = (
    ("place_id",),
    ("actor1", "actor2"),
    ("date_start", "date_end"),
    ("value_low", "value_best", "value_high"),
)
# What of a claim can be corrected; the macro correctable_fields gives each its type.
CLAIM_FIELDS = (*PLACE, *ACTORS, *DATES, *FIGURES)
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run a cell that begins so
_ANY = "\0any"


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the file; an empty ``old_value`` or ``new_value`` is null, "not stated"."""

    correction_id: str
    claim_id: str
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
    old: str = _ANY


@dataclass(frozen=True, slots=True)
class Added:
    """The rows that were written, and what the next build will make of them, in words."""

    corrections: tuple[Correction, ...]
    effects: tuple[str, ...]


class CorrectionError(ValueError):
    """A correction cannot be taken: a stable ``code``, ``what`` is wrong, ``why``, and how to ``fix`` it."""

    def __init__(self, code: str, what: str, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}")
        self.code, self.what, self.why, self.fix = code, what, why, fix


def add_correction(
    layout: Layout, target_id: str, field: str, old: str, new: str, reason: str, made_by: str, made_on: date
) -> Added:
    """Add one correction that expects ``old`` and puts ``new``; see `add_corrections`."""
    return add_corrections(layout, target_id, [Change(field, new, old)], reason, made_by, made_on)


def add_corrections(
    layout: Layout,
    target_id: str,
    changes: Sequence[Change],
    reason: str,
    made_by: str,
    made_on: date,
    write: bool = True,
) -> Added:
    """Add corrections of one claim, all or none; with ``write`` false, only say what they would do.

    They are judged by the current release and by the corrections that wait for the next build. CorrectionError says
    what is wrong; OSError if the file cannot be written.
    """
    told_reason, told_by = _text("reason", reason), _text("made by", made_by)
    if made_on > date.today():
        raise _refused("the day of the correction", f"{made_on} has not come yet", "give the day on which it was made")
    if not changes:
        raise _refused("no correction", "nothing is to be changed", "name a field and its value, or reject")
    with _locked(layout.corrections):
        before = read_corrections(layout.corrections)
        with _open_release(layout) as con:
            claim = _Claim.of(con, target_id)
            rows, effects = _judge_changes(con, claim, changes, before)
            number = 1 + max((_number(row.correction_id) for row in before), default=0)
            made = tuple(
                Correction(f"k{number + i:03d}", target_id, *row, told_reason, told_by, made_on.isoformat())
                for i, row in enumerate(rows)
            )
            effects = (*effects, *_incident_effects(con, claim, rows))
        if write:
            _append(layout.corrections, made)
    return Added(made, effects)


def read_corrections(path: Path) -> list[Correction]:
    """Return the rows of the file; CorrectionError names the line of one that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise _broken(path, 1, "there is no such file", f"its first line is {','.join(COLUMNS)}") from error
    except UnicodeDecodeError as error:
        raise _broken(path, 1, f"it is not UTF-8: {error}", "save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Correction] = []
    lines: dict[str, int] = {}
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            raise _broken(path, 1, f"the columns are {','.join(header)}", f"they must be {','.join(COLUMNS)}")
        for cells in reader:
            if len(cells) != len(COLUMNS):
                raise _broken(path, reader.line_num, f"{len(cells)} values", f"a row has {len(COLUMNS)}")
            row = Correction(*cells)
            if row.correction_id in lines:
                raise _broken(
                    path,
                    reader.line_num,
                    f"{row.correction_id} is the key of line {lines[row.correction_id]} as well",
                    "give each row a key of its own",
                )
            lines[row.correction_id] = reader.line_num
            rows.append(row)
    except csv.Error as error:
        raise _broken(path, reader.line_num, str(error), "mend the quotes of that row") from error
    return rows


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim as the current release tells it, in the words of int_told_claims."""

    claim_id: str
    kind: str
    quote: str
    published: date
    told: dict[str, str]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, claim_id: str) -> _Claim:
        row = con.execute(_TOLD, {"claim_id": claim_id}).fetchone()
        if row is None:
            raise _unknown_claim(con, claim_id)
        kind, quote, published, *values = row
        told = dict(zip(CLAIM_FIELDS, ("" if value is None else str(value) for value in values), strict=True))
        return cls(claim_id, kind, quote, published, told)


# As int_told_claims has it: of a withdrawal, who gained comes first; of harm, who did it.
_TOLD = """
    select 'event', quoted_text, published, place_id,
        case when event_type = 'withdrawal' then actor2 else actor1 end,
        case when event_type = 'withdrawal' then actor1 else actor2 end,
        date_start, date_end, null, null, null
    from marts.fct_events where claim_id = $claim_id
    union all
    select 'casualty', quoted_text, published, place_id, perpetrator, victim_actor,
        date_start, date_end, value_low, value_best, value_high
    from marts.fct_casualties where claim_id = $claim_id and scope = 'incident'
"""


def _unknown_claim(con: duckdb.DuckDBPyConnection, claim_id: str) -> CorrectionError:
    """Say why there is nothing to correct: a wider toll, a share, a claim set aside, or no claim at all."""
    wider = con.execute("select scope from marts.fct_casualties where claim_id = ?", [claim_id]).fetchone()
    if wider:
        why = f"it tells the toll of a {wider[0]}, which is part of no incident"
    elif con.execute("select 1 from marts.fct_territory where claim_id = ?", [claim_id]).fetchone():
        why = "it tells a share of a place, which is part of no incident"
    elif con.execute("select 1 from marts.fct_claims_set_aside where claim_id = ?", [claim_id]).fetchone():
        why = "it is set aside already; see marts.fct_claims_set_aside"
    else:
        why = "the current release holds no such claim"
    return CorrectionError(
        "FL-CORRECTION-UNKNOWN",
        f"{claim_id} cannot be corrected",
        why,
        "take a claim_id of marts.bridge_incident_claim",
    )


def _judge_changes(
    con: duckdb.DuckDBPyConnection, claim: _Claim, changes: Sequence[Change], before: Sequence[Correction]
) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    """Return (field, old, new) of each change, and what each does in words; CorrectionError if one cannot be taken."""
    of_claim = {row.field: row for row in before if row.claim_id == claim.claim_id}
    if REJECT in of_claim:
        raise _duplicate(claim, of_claim[REJECT])
    rows: list[tuple[str, str, str]] = []
    effects = []
    for change in changes:
        if change.field in of_claim:
            raise _duplicate(claim, of_claim[change.field])
        if change.field in (field for field, _, _ in rows):
            raise _refused(change.field, "it is named twice", "give each field one value")
        if change.field == REJECT:
            if len(changes) > 1:
                raise _refused(REJECT, "a claim that is taken out cannot be changed as well", "do one of the two")
            rows.append((REJECT, "", ""))
            effects.append(f"the next build takes {claim.claim_id} out of all incidents: “{_short(claim.quote)}”")
            continue
        old, new = _checked_change(con, claim, change)
        rows.append((change.field, old, new))
        effects.append(
            f"from the next build on, {change.field} of {claim.claim_id} is {new or 'not stated'} "
            f"instead of {old or 'not stated'}: “{_short(claim.quote)}”"
        )
    corrected = claim.told | {field: row.new_value for field, row in of_claim.items()}
    _check_order(claim, corrected | {field: new for field, _, new in rows if field != REJECT})
    return rows, tuple(effects)


def _checked_change(con: duckdb.DuckDBPyConnection, claim: _Claim, change: Change) -> tuple[str, str]:
    if change.field not in CLAIM_FIELDS:
        close = get_close_matches(change.field, (*CLAIM_FIELDS, REJECT), 1)
        raise _refused(
            change.field,
            "that cannot be corrected" + (f"; did you mean {close[0]}?" if close else ""),
            f"one of {', '.join((*CLAIM_FIELDS, REJECT))}",
        )
    if claim.kind == "event" and change.field in FIGURES:
        raise _refused(change.field, "a claim of an event tells no figure", "correct the claim of harm beside it")
    old, new = claim.told[change.field], change.new.strip()
    if change.old != _ANY and change.old.strip() != old:
        raise CorrectionError(
            "FL-CORRECTION-STALE",
            f"{change.field} is no longer {change.old.strip() or 'unstated'}",
            f"the current release tells {old or 'nothing'}",
            "look at the claim again",
        )
    if new == old:
        raise _refused(change.field, f"it is {old or 'not stated'} already", "there is nothing to correct")
    if new:
        new = _checked_value(con, change.field, new)
    return old, new


def _checked_value(con: duckdb.DuckDBPyConnection, field: str, new: str) -> str:
    """Return ``new`` as the file holds it; CorrectionError if the field cannot hold it."""
    if field in PLACE:
        _check_vocabulary(con, field, new, "select place_id, name from marts.dim_place where resolved", "place_id")
    elif field in ACTORS:
        _check_vocabulary(con, field, new, "select name, name from marts.dim_actor", "name of a party")
    elif field in DATES:
        try:
            return date.fromisoformat(new).isoformat()
        except ValueError as error:
            raise _refused(field, f"{new!r} is no day", "write 2017-01-14") from error
    elif not (new.isascii() and new.isdigit() and len(new) <= 12):
        raise _refused(field, f"{new!r} is no number of people", "write digits only, 1200")
    else:
        return str(int(new))
    if new.startswith(_FORMULA):
        raise _refused(field, f"a spreadsheet would run {new!r} as a formula", "correct the name in raw/reference first")
    return new


def _check_vocabulary(con: duckdb.DuckDBPyConnection, field: str, new: str, known: str, what: str) -> None:
    names = con.execute(known).fetchall()
    if new in (key for key, _ in names):
        return
    keys_by_name: dict[str, str] = {}
    for key, name in names:
        keys_by_name.setdefault(name.casefold(), key)
    close = [keys_by_name[name] for name in get_close_matches(new.casefold(), keys_by_name, 3, 0.7)]
    raise _refused(
        field,
        f"{new!r} is no {what} of the current release",
        f"did you mean {', '.join(close)}?" if close else "add it to the tables in raw/reference and build first",
    )


def _check_order(claim: _Claim, corrected: dict[str, str]) -> None:
    """CorrectionError if bounds or days are out of order once every correction of the claim has taken effect."""
    figures = [int(corrected[field]) for field in FIGURES if corrected[field]]
    if figures != sorted(figures):
        named = ", ".join(f"{field} {corrected[field]}" for field in FIGURES if corrected[field])
        raise _refused("bounds out of order", named, "correct value_low, value_best and value_high together")
    days = [date.fromisoformat(corrected[field]) for field in DATES if corrected[field]]
    if days != sorted(days):
        raise _refused("dates out of order", " to ".join(map(str, days)), "correct date_start and date_end together")
    if days and days[0] > claim.published:
        raise _refused(
            "a day after the article", f"{days[0]} is later than {claim.published}, when it was published", "look again"
        )


def _incident_effects(
    con: duckdb.DuckDBPyConnection, claim: _Claim, rows: Sequence[tuple[str, str, str]]
) -> tuple[str, ...]:
    """Say which incident is touched, and what becomes of parts whose whole is rejected."""
    incident = con.execute(
        "select incident_id, event_type, place, date_start, n_claims - 1 from marts.fct_incidents "
        "where incident_id = (select incident_id from marts.bridge_incident_claim where claim_id = ?)",
        [claim.claim_id],
    ).fetchone()
    if incident is None:
        return ("the claim stands in no incident: its article reprints an earlier one",)
    incident_id, event_type, place, day, others = incident
    named = ", ".join(str(value) for value in (event_type, place, day) if value is not None)
    effects = [
        f"incident {incident_id} ({named or 'unnamed'}; {others} other claims) is matched and counted again; "
        "what the article says (fct_events, fct_casualties) stays as it is"
    ]
    parts = con.execute(
        "select count(*) from marts.fct_casualties where part_of_claim_id = ?", [claim.claim_id]
    ).fetchall()[0][0]
    if parts and rows[0][0] == REJECT:
        effects.append(f"{parts} claims that are parts of it stay, and count by themselves")
    return tuple(effects)


@contextmanager
def _open_release(layout: Layout) -> Iterator[duckdb.DuckDBPyConnection]:
    release = read_current(layout)
    if release is None:
        raise CorrectionError(
            "FL-NO-RELEASE",
            "there is no release yet",
            "a correction is held against what the current release tells",
            "run `frontledger build` first",
        )
    with duckdb.connect(str(layout.releases / release.version / DATABASE_NAME), read_only=True) as con:
        yield con


def _append(path: Path, made: Sequence[Correction]) -> None:
    """Put rows behind those of the file, whose bytes stay as they are, in one step."""
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
def _locked(path: Path) -> Iterator[None]:
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


def _text(what: str, value: str) -> str:
    """Return ``value`` on one line, harmless in a spreadsheet; CorrectionError if it says nothing."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if sum(c.isalpha() for c in line) < 2 or line.casefold() == "null":  # dbt reads the word as an empty cell
        raise _refused(f"no {what}", f"{line!r} tells a reader nothing", "say it in words")
    return f"'{line}" if line.startswith(_FORMULA) else line


def _number(correction_id: str) -> int:
    digits = correction_id.removeprefix("k")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _short(quote: str, longest: int = 80) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _refused(what: str, why: str, fix: str) -> CorrectionError:
    return CorrectionError("FL-CORRECTION-REFUSED", what, why, fix)


def _duplicate(claim: _Claim, row: Correction) -> CorrectionError:
    return CorrectionError(
        "FL-CORRECTION-DUPLICATE",
        f"{row.field} of {claim.claim_id} is corrected already",
        f"{row.correction_id} of {row.made_on} by {row.made_by}: {row.reason}",
        f"change or delete the row {row.correction_id} in raw/reference/corrections.csv",
    )


def _broken(path: Path, line: int, why: str, fix: str) -> CorrectionError:
    return CorrectionError("FL-CORRECTION-FILE", f"{path}, line {line}, cannot be read", why, fix)
