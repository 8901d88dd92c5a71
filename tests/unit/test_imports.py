"""Inside the package imports run one way, and nothing but the dashboard knows the dashboard."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "python" / "frontledger"
# Each layer may import from itself and from those before it; names in one tuple are beside each other.
LAYERS = [("claims", "reference"), ("text", "reading"), ("extraction",), ("evaluation",), ("warehouse",), ("cli",)]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
FOREIGN = {"streamlit": {"cli"}, "dbt": {"warehouse", "cli"}, "duckdb": {"warehouse", "cli"}, 
           "great_expectations": {"warehouse"},
           "spacy": {"text", "extraction"}, "typer": {"cli"}, "rich": {"cli"}}  # fmt: skip


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem in RANK)


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_below(path):
    layer = layer_of(path)
    parts = {name.split(".")[1] for name in imported(path) if name.startswith("frontledger.") and name.count(".")}
    above = {part for part in parts if part in RANK and RANK[part] > RANK[layer]}
    beside = {part for part in parts if part in RANK and RANK[part] == RANK[layer] and part != layer}
    assert above == set()
    assert layer not in ("text", "reading") or beside == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_tool_is_used_only_where_it_belongs(path):
    used = {name.split(".")[0] for name in imported(path)}
    assert {tool for tool in used & FOREIGN.keys() if layer_of(path) not in FOREIGN[tool]} == set()


def test_dbt_models_import_only_the_warehouse_layer():
    for path in (ROOT / "models").rglob("*.py"):
        assert all(name.startswith("frontledger.warehouse") for name in imported(path)), path


def test_the_dashboard_imports_nothing_of_the_package_and_the_package_nothing_of_it():
    for path in (ROOT / "dashboard").rglob("*.py"):
        assert not any(name.split(".")[0] in ("frontledger", "dbt") for name in imported(path)), path
    own = {path.stem for path in (ROOT / "dashboard").glob("*.py")}
    for path in PACKAGE.rglob("*.py"):
        assert not {name.split(".")[0] for name in imported(path)} & own, path
