"""`frontledger dashboard`: serve the dashboard on this machine."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from frontledger.cli.errors import CliError, Exit
from frontledger.cli.project import find_project


def dashboard(
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    port: Annotated[int, typer.Option(help="Port on localhost.", min=1, max=65535)] = 8501,
) -> None:
    """Serve the dashboard on localhost until interrupted; a build may run meanwhile."""
    layout = find_project(project)
    if importlib.util.find_spec("streamlit") is None:
        raise CliError(
            "FL-NO-DASHBOARD",
            Exit.ENVIRONMENT,
            "the dashboard is not installed",
            "streamlit is missing",
            "pip install 'frontledger[dashboard]'",
        )
    if not _is_free(port):
        other = next((p for p in range(port + 1, min(port + 50, 65536)) if _is_free(p)), None)
        raise CliError(
            "FL-PORT-IN-USE",
            Exit.ENVIRONMENT,
            f"port {port} is in use",
            "another program listens there",
            f"frontledger dashboard --port {other}" if other else "stop that program",
        )
    print(f"http://localhost:{port}  (stop with Ctrl-C)")
    command = [sys.executable, "-m", "streamlit", "run", str(layout.root / "dashboard" / "server.py")]
    options = ["--server.port", str(port), "--server.address", "localhost", "--server.headless", "true"]
    try:
        raise typer.Exit(subprocess.call([*command, *options], cwd=layout.root))
    except KeyboardInterrupt:
        raise typer.Exit(Exit.OK) from None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
