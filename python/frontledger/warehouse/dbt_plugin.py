"""A dbt-duckdb plugin (see profiles.yml): mends the build database before dbt opens it, and hears how tests fare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from frontledger.warehouse import dbt_tests
from frontledger.warehouse.build_database import PUT_ASIDE_SUFFIX, make_usable


class Plugin(BasePlugin):
    """Called by dbt-duckdb; its name is given by that interface."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        """Make the database usable just before it is opened; dbt's log is set up by now, so it can be listened to."""
        dbt_tests.listen()
        path = Path(creds.path)
        existed = path.exists()
        if make_usable(path) and existed:
            print(
                f"{path} could not be opened any more and was begun anew; the old one is {path.name}{PUT_ASIDE_SUFFIX}",
                file=sys.stderr,
            )
