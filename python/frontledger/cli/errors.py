"""How things go wrong, in words: why, how to mend it, a stable code, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; `frontledger --help` and the README list them."""

    OK = 0
    BUG = 1
    USAGE = 2
    ENVIRONMENT = 3
    INPUT = 4
    BUILD = 5
    QUALITY = 6
    LOCKED = 7
    NOT_FOUND = 8
    QUERY = 9
    INTERRUPTED = 130


EXIT_CODES = {
    Exit.OK: "done (there may be warnings)",
    Exit.BUG: "unexpected error",
    Exit.USAGE: "wrong usage",
    Exit.ENVIRONMENT: "environment or configuration: no project, no release yet, port in use",
    Exit.INPUT: "the input cannot be used",
    Exit.BUILD: "the build failed",
    Exit.QUALITY: "a check failed; the old release stays served",
    Exit.LOCKED: "another process is building",
    Exit.NOT_FOUND: "no such thing",
    Exit.QUERY: "the query was refused, wrong, or took too long",
    Exit.INTERRUPTED: "interrupted",
}


@dataclass(eq=False)
class CliError(Exception):
    """An error for people: ``what`` went wrong, ``why``, how to ``fix`` it; ``details`` are for machines."""

    code: str
    exit_code: Exit
    what: str
    why: str
    fix: str
    details: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return self.what
