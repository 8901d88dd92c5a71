"""Finding the project folder and its current release."""

from __future__ import annotations

from pathlib import Path

from frontledger.cli.errors import CliError, Exit
from frontledger.warehouse.layout import DATABASE_NAME, Layout
from frontledger.warehouse.release import Release, read_current


def find_project(folder: Path | None) -> Layout:
    """Return the project in ``folder``, or in the working folder or the nearest one above it."""
    start = (folder or Path.cwd()).resolve()
    candidates = [start] if folder else [start, *start.parents]
    for candidate in candidates:
        if (candidate / "dbt_project.yml").is_file():
            return Layout(candidate)
    raise CliError(
        "FL-NO-PROJECT",
        Exit.ENVIRONMENT,
        "no project here",
        f"{start} holds no dbt_project.yml" + ("" if folder else ", nor does any folder above it"),
        "run this in a checkout of frontledger, or name one with --project",
    )


def current_release(layout: Layout) -> tuple[Release, Path]:
    """Return the current release and its database file; the link is followed once, so a later build does not matter."""
    release = read_current(layout)
    if release is None:
        raise CliError(
            "FL-NO-RELEASE",
            Exit.ENVIRONMENT,
            "there is no release yet",
            f"{layout.current_link} names none",
            "run `frontledger build` first",
        )
    return release, layout.releases / release.version / DATABASE_NAME
