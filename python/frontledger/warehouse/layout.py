"""Where things lie in a project folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

DATABASE_NAME = "frontledger.duckdb"  # views store the catalogue name, which is the file's stem: never vary it


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths of one project, all below ``root``."""

    root: Path

    @classmethod
    def of_session(cls, session: duckdb.DuckDBPyConnection) -> Layout:
        """Return the layout of the project whose build database ``session`` has open, whatever the working folder."""
        path = session.sql("select path from duckdb_databases() where database_name = current_database()").fetchone()
        if not path or not path[0]:
            raise ValueError("the build database is not a file")
        return cls(Path(path[0]).resolve().parents[2])

    @property
    def articles(self) -> Path:
        return self.root / "raw" / "articles"

    @property
    def corrections(self) -> Path:
        return self.root / "raw" / "reference" / "corrections.csv"

    @property
    def expectations(self) -> Path:
        return self.root / "expectations"

    @property
    def gold(self) -> Path:
        return self.root / "tests" / "gold"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def build_database(self) -> Path:
        return self.warehouse / "build" / DATABASE_NAME

    @property
    def extractions(self) -> Path:
        return self.warehouse / "extractions"

    @property
    def releases(self) -> Path:
        return self.warehouse / "releases"

    @property
    def current_link(self) -> Path:
        return self.warehouse / "current"

    @property
    def current_pointer(self) -> Path:
        return self.warehouse / "current.json"
