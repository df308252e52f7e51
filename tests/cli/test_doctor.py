"""`cleanplate doctor`: what it says of a sound machine and of an unsound one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor.cli.doctor import checks
from editor.cli.doctor.verdict import State
from editor.cli.main import status_of


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANPLATE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLEANPLATE_DATA", str(tmp_path / "data"))


def test_this_machine_can_do_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["doctor", "--json"]) == 0
    verdicts = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(verdicts) == {"Cleanplate", "codecs", "memory", "disk", "networks", "window", "weights"}
    assert all(one["state"] != "bad" for one in verdicts.values())
    assert all(one["remedy"] for one in verdicts.values() if one["state"] == "poor")


def test_a_missing_encoder_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "missing_encoders", lambda: ("ProRes 422 HQ",))
    assert status_of(["doctor"]) == 1
    told = capsys.readouterr()
    assert "FAIL  codecs" in told.out
    assert "ProRes 422 HQ" in told.out
    assert "codecs: not in order" in told.err


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CLEANPLATE_CACHE", str(tmp_path / "file" / "cache"))
    verdict = checks.disk()
    assert verdict.state is State.BAD
    assert str(tmp_path / "file") in verdict.found


def test_a_window_that_does_not_open_is_no_end_of_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_OPEN_A_WINDOW", "raise SystemExit('libEGL.so.1: not found')")
    verdict = checks.window()
    assert verdict.state is State.BAD
    assert "libEGL.so.1" in verdict.found
    assert verdict.remedy


def test_to_forget_is_to_delete_caches_and_settings_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEANPLATE_SETTINGS", str(tmp_path / "settings" / "ui.ini"))
    ours = [tmp_path / "cache/proxies/a.mkv", tmp_path / "cache/learned/b", tmp_path / "settings/ui.ini"]
    others = [tmp_path / "data/recovery/shot.cleanplate", tmp_path / "cache/of somebody else/c"]
    for path in (*ours, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert status_of(["doctor", "--forget"]) == 0
    assert not any(path.exists() for path in (*ours, tmp_path / "settings"))
    assert all(path.exists() for path in others)
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert status_of(["doctor", "--forget"]) == 0
    assert not capsys.readouterr().out
