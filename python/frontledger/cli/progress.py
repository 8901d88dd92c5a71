"""Progress on stderr: bars on a terminal, a plain line at every tenth elsewhere, or JSON lines."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from frontledger.cli.output import error_console


class ProgressStyle(StrEnum):
    """How progress is shown; ``auto`` is bars on a terminal and plain lines elsewhere."""

    AUTO = "auto"
    PLAIN = "plain"
    JSON = "json"
    NONE = "none"


class ProgressReport:
    """Reports how far named steps are; use it as a context manager."""

    def __init__(self, style: ProgressStyle = ProgressStyle.AUTO) -> None:
        if style is ProgressStyle.AUTO and not sys.stderr.isatty():
            style = ProgressStyle.PLAIN
        self._style = style
        self._tenths: dict[str, int] = {}
        self._tasks: dict[str, TaskID] = {}
        self._bars: Progress | None = None
        if style is ProgressStyle.AUTO:
            self._bars = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("[dim]{task.fields[note]}"),
                console=error_console(),
                transient=True,
            )

    def __enter__(self) -> ProgressReport:
        if self._bars:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()

    def show(self, step: str, done: int, total: int, note: str = "") -> None:
        """Say that ``done`` of ``total`` things of ``step`` are done."""
        if self._style is ProgressStyle.NONE or total <= 0:
            return
        if self._bars:
            if step not in self._tasks:
                self._tasks[step] = self._bars.add_task(step, total=total, note=note)
            self._bars.update(self._tasks[step], completed=done, total=total, note=note)
            return
        tenth = 10 * done // total
        if self._tenths.get(step, -1) >= tenth:
            return  # parallel steps report out of order: a line is printed only when more is done than ever before
        self._tenths[step] = tenth
        if self._style is ProgressStyle.JSON:
            event = {"event": "progress", "step": step, "done": done, "total": total}
            print(json.dumps(event), file=sys.stderr, flush=True)
        else:
            print(f"{step}: {done} of {total}", file=sys.stderr, flush=True)
