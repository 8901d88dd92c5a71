"""Project folders to build in: copies of this one, so that no test touches its warehouse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from frontledger.warehouse.layout import DATABASE_NAME, Layout

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
_COPIED = ("dbt_project.yml", "profiles.yml", "models", "expectations", "raw", "tests/dbt")


@dataclass(frozen=True)
class Project:
    """A copy of the project, with its own warehouse."""

    root: Path

    @property
    def layout(self) -> Layout:
        return Layout(self.root)

    def run(self, program: str, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run a program of the environment in the project; output is captured as text."""
        return subprocess.run(
            [str(BIN / program), *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            env=environment(),
            **options,
        )

    def start(self, program: str, *arguments: str) -> subprocess.Popen:
        """Start a program in a process group of its own; its output is in the project's ``output.log``."""
        log = (self.root / "output.log").open("w")
        return subprocess.Popen(
            [str(BIN / program), *arguments],
            cwd=self.root,
            stdout=log,
            stderr=log,
            env=environment(),
            start_new_session=True,
        )

    def build(self) -> subprocess.CompletedProcess:
        """Run `dbt build`, which must pass."""
        done = self.run("dbt", "build")
        assert done.returncode == 0, done.stdout[-6000:]
        return done

    def version(self) -> str:
        """Return the version that the link names."""
        return self.layout.current_link.readlink().name

    def release(self) -> duckdb.DuckDBPyConnection:
        """Open the current release as a reader does."""
        return duckdb.connect(str(self.layout.releases / self.version() / DATABASE_NAME), read_only=True)

    def ask(self, sql: str) -> list[tuple]:
        """Return the rows of a query on the current release."""
        with self.release() as con:
            return con.execute(sql).fetchall()

    def copy(self, target: Path) -> Project:
        """Return a copy with warehouse and parse cache, links kept as links."""
        shutil.copytree(self.root, target, symlinks=True)
        return Project(target)


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}


def make_project(root: Path) -> Project:
    """Copy what a build needs into ``root``."""
    for name in _COPIED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
    (root / "warehouse" / "build").mkdir(parents=True)
    return Project(root)


@pytest.fixture(scope="session")
def built_project(tmp_path_factory) -> Project:
    """The project as it is, built once. Tests that change anything take a copy."""
    project = make_project(tmp_path_factory.mktemp("built") / "project")
    project.build()
    return project


@pytest.fixture
def project(built_project, tmp_path) -> Project:
    """A built project that the test may change."""
    return built_project.copy(tmp_path / "project")


@pytest.fixture
def empty_project(tmp_path) -> Project:
    """A project with no article and nothing built."""
    project = make_project(tmp_path / "project")
    shutil.rmtree(project.layout.articles)
    project.layout.articles.mkdir()
    return project
