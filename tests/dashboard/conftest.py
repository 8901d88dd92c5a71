"""Fixtures: an invented release, the app under AppTest, the app in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from make_release import write_release
from serving import APP, find_chromium, serving

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


def raise_again(_view: object) -> str:
    raise


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, warehouse: Path) -> Callable:
    """Return a function that opens the app, at a page and with query parameters, and runs it."""
    import drawing
    import states
    from streamlit.testing.v1 import AppTest

    # What a reader is told in words under a number is an error of the page to a test; and charts are checked here.
    monkeypatch.setattr(states, "log_error", raise_again)
    monkeypatch.setattr(drawing.Unchecked, "to_dict", lambda self: self.chart.to_dict())

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a warehouse, the seed of corrections and dbt's project file: what can be written to."""
    seed = Path(__file__).resolve().parents[2] / "raw" / "reference" / "corrections.csv"
    reference = tmp_path / "raw" / "reference"
    reference.mkdir(parents=True)
    (reference / "corrections.csv").write_text(seed.read_text(encoding="utf-8").splitlines()[0] + "\n")
    (tmp_path / "dbt_project.yml").write_text("name: invented\n")
    write_release(tmp_path / "warehouse", 12)
    return tmp_path


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Debian's Chromium; a test that needs it is skipped where there is none."""
    found = find_chromium()
    if not found:
        pytest.skip("no Chromium found: apt-get install chromium runs the browser tests")
    return found


@pytest.fixture(scope="session")
def server(warehouse: Path) -> Iterator[str]:
    """Serve the app on a free port of localhost; yields its address."""
    with serving(warehouse) as address:
        yield address
