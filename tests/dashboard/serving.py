"""Serves the dashboard for tests and scripts that need a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
SERVER = APP.with_name("server.py")
READY = ".fl-footer"  # the last thing a page writes


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def serving(warehouse: Path) -> Iterator[str]:
    """Serve the app on a free port of localhost while the block runs; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(SERVER), "--server.port", str(port)]
    environment = os.environ | {"FRONTLEDGER_WAREHOUSE": str(warehouse)}
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        process = subprocess.Popen(command, cwd=APP.parents[1], env=environment, stdout=said, stderr=said)
        try:
            wait_for(f"{address}/_stcore/health")
            yield address
        except Exception:
            said.seek(0)
            print(f"The server (exit code {process.poll()}) said:\n{said.read()[-4_000:]}", file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(10)


def wait_for(address: str, seconds: float = 60) -> None:
    """Return once ``address`` answers; TimeoutError if it does not within ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {seconds} seconds")
