"""Fixtures: an invented release, the app under AppTest, the app in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from make_release import write_release

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> =HYPERLINK(\"http://evil\") "
    "'; drop table marts.dim_article; -- [link](javascript:alert(1)) **not bold** $math$ " + "x" * 100_000
)


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one release of sixty invented articles; the first one's text is hostile."""
    folder = tmp_path_factory.mktemp("warehouse")
    write_release(folder, 60, extra=HOSTILE)
    return folder


@pytest.fixture(scope="session")
def release(warehouse: Path) -> Path:
    """The DuckDB file of the invented release."""
    return (warehouse / "current" / "frontledger.duckdb").resolve()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, warehouse: Path) -> Callable:
    """Return a function that opens the app, at a page and with query parameters, and runs it."""
    from streamlit.testing.v1 import AppTest

    def open_app(page: str = "", folder: Path = warehouse, **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("FRONTLEDGER_WAREHOUSE", str(folder))
        test = AppTest.from_file(str(APP), default_timeout=60)
        for turn in ("", page) if page else ("",):
            if turn:
                test.switch_page(f"views/{turn}.py")
            for name, value in parameters.items():
                test.query_params[name] = value
            test.run()
        return test

    return open_app


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Debian's Chromium; a test that needs it is skipped where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium found: apt-get install chromium runs the browser tests")
    return found


@pytest.fixture(scope="session")
def server(warehouse: Path) -> Iterator[str]:
    """Serve the app on a free port of localhost; yields its address."""
    yield from serve(warehouse)


def serve(warehouse: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)]
    environment = os.environ | {"FRONTLEDGER_WAREHOUSE": str(warehouse)}
    process = subprocess.Popen(
        command, cwd=APP.parents[1], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {seconds} seconds")
