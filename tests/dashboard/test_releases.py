"""Which release is shown, and what is known of the build beside it."""

from __future__ import annotations

import json
import os

import pytest
import releases
from make_release import point_to, write_release


@pytest.fixture
def two(tmp_path, monkeypatch):
    write_release(tmp_path, 2, version="2026.01.01-000000-aaaaaa")
    write_release(tmp_path, 3, version="2026.01.02-000000-bbbbbb")
    monkeypatch.setenv("FRONTLEDGER_WAREHOUSE", str(tmp_path))
    return tmp_path


def test_the_newest_is_current_and_both_can_be_pinned(two):
    assert releases.current().version == "2026.01.02-000000-bbbbbb"
    assert releases.published() == ["2026.01.02-000000-bbbbbb", "2026.01.01-000000-aaaaaa"]
    assert releases.pinned("2026.01.01-000000-aaaaaa").path.is_file()


def test_a_reader_keeps_the_file_it_resolved_when_the_link_moves(two):
    opened = releases.current()
    point_to(two, "2026.01.01-000000-aaaaaa")
    assert opened.path.parent.name == "2026.01.02-000000-bbbbbb"
    assert releases.current().version == "2026.01.01-000000-aaaaaa"


@pytest.mark.parametrize("version", ["../../etc", "", "nope", ".hidden", "a/b", "x" * 300])
def test_a_version_that_is_not_there_is_none_and_reaches_no_other_file(two, version):
    assert releases.pinned(version) is None


def test_nothing_published_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("FRONTLEDGER_WAREHOUSE", str(tmp_path))
    assert releases.current() is None
    assert releases.published() == []


def write_lock(folder, **lock):
    path = folder / "build" / "build.lock"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(lock))


def test_a_running_build_and_a_dead_one_are_told_apart(two):
    write_lock(two, pid=os.getpid(), started_at="2026-01-02T14:02:00+00:00")
    assert releases.build_in_progress() == releases.Build(
        releases.datetime(2026, 1, 2, 14, 2, tzinfo=releases.UTC), True
    )
    write_lock(two, pid=2**22 + 1)
    assert releases.build_in_progress() == releases.Build(None, False)


def test_a_broken_lock_is_no_build(two):
    (two / "build").mkdir()
    (two / "build" / "build.lock").write_text("{")
    assert releases.build_in_progress() is None
