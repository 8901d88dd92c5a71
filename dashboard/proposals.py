"""Hands a person's correction to `frontledger correct` and brings back its answer.

The command runs as a process of its own: it opens the current release in its own way, and what a reader typed reaches
it as arguments, never as a shell's line or as SQL.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from releases import warehouse

COMMAND = [sys.executable, "-c", "from frontledger.cli.main import run; run()", "correct"]
TARGET = re.compile(r"[ceti][0-9a-f]{16}")  # a claim of an event, of harm, of a share; an incident
ACCEPT, REJECT = "accept", "reject"
# Fields of a claim that hold one of these words, as `frontledger correct` has it.
WORDS = {
    "scope": ("incident", "campaign", "conflict"),
    "measure": ("killed", "wounded", "captured", "missing", "displaced", "trapped", "evacuated", "affected"),
    "event_type": (
        "armed_clash",
        "offensive_launched",
        "territory_captured",
        "advance",
        "withdrawal",
        "siege_imposed",
        "siege_broken",
        "air_strike",
        "shelling",
        "suicide_bombing",
        "bombing",
        "chemical_attack",
        "attack_on_civilians",
        "execution",
        "abduction",
        "assassination",
        "mass_grave",
        "property_destruction",
        "looting",
        "arrest",
        "agreement",
        "ceasefire",
        "ceasefire_violation",
        "talks",
        "deployment",
        "mine_clearance",
        "aid_delivery",
        "aid_blocked",
        "displacement",
        "evacuation",
        "protest",
        "other_violence",
    ),
    "relation": ("holds", "lost"),
}
SECONDS = 60
LONGEST = 500  # characters of a reason


@dataclass(frozen=True)
class Answer:
    """What the command said: its rows and what they will do, or why it refused."""

    ok: bool
    rows: tuple[dict[str, str], ...] = ()
    effects: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""


def project() -> Path:
    """Return the folder that holds the warehouse: the project, if it has one."""
    return warehouse().parent


def corrections_file() -> Path:
    return project() / "raw" / "reference" / "corrections.csv"


def closed_because() -> str:
    """Return why nobody can correct anything here, or an empty text if one can."""
    file = corrections_file()
    if not (project() / "dbt_project.yml").is_file() or not file.is_file():
        return "only a release is served here, without the project that builds it"
    if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return "the project’s file of corrections cannot be written by this dashboard"
    return ""


def waiting(applied: set[str]) -> list[dict[str, str]]:
    """Return the rows of the file that the release shown does not have yet; none if the file cannot be read."""
    try:
        with corrections_file().open(encoding="utf-8-sig", newline="") as file:
            return [row for row in csv.DictReader(file) if row.get("correction_id") not in applied]
    except (OSError, ValueError, csv.Error):
        return []


def edits(changes: dict[str, tuple[str, str]]) -> list[str]:
    """Return what the command is told of fields that change; ``changes`` are (seen, wanted) by field."""
    wanted = [f"{field}={one_line(new)}" for field, (_, new) in changes.items()]
    return wanted + [f"--old={field}={one_line(old)}" for field, (old, _) in changes.items()]


def arguments(target_id: str, wanted: list[str], reason: str, by: str) -> list[str]:
    """Return the command's arguments; ``wanted`` is `ACCEPT`, `REJECT`, `edits`, or what becomes of an incident.

    ValueError if ``target_id`` names neither a claim nor an incident.
    """
    if not TARGET.fullmatch(target_id):
        raise ValueError(target_id)
    return [target_id, *wanted, f"--reason={one_line(reason)}", f"--by={one_line(by)}"]


def one_line(text: str) -> str:
    """Return ``text`` on one line, without the characters that no argument can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def propose(said: list[str], write: bool) -> Answer:
    """Run the command; without ``write`` it only says what it would do."""
    options = ["--json", f"--project={project()}", *([] if write else ["--dry-run"])]
    try:
        done = subprocess.run(
            [*COMMAND, *said, *options], capture_output=True, text=True, timeout=SECONDS, cwd=project(), check=False
        )
        told = json.loads(done.stdout.strip().splitlines()[-1])
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return Answer(False, problem="The correction could not be handed over.", hint="Try `frontledger correct`.")
    if not told.get("ok"):
        error = told.get("error") or {}
        return Answer(False, problem=without_paths(error.get("message")), hint=without_paths(error.get("hint")))
    return Answer(True, tuple(told.get("rows") or ()), tuple(without_paths(e) for e in told.get("effects") or ()))


def without_paths(text: str | None) -> str:
    """Return a message without the folders of this machine."""
    return (text or "").replace(f"{project()}{os.sep}", "").replace(str(project()), "the project")
