"""The verbs of the queue."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "render"))
sys.path.insert(0, str(Path(__file__).parent.parent / "render" / "queue"))
from queue_tools import COUNT, Place
from removal_clips import write_mattes

from editor.cli.main import status_of
from editor.render.queue.database import QUEUE_VARIABLE, Database
from editor.render.queue.jobs import jobs
from editor.render.queue.notifying import command_for


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    found = Place(tmp_path)
    monkeypatch.setenv(QUEUE_VARIABLE, str(found.queue))
    return found


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert status_of(["queue", "list", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["jobs"]
    return found


def test_jobs_are_added_ordered_and_forgotten(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    add = ["queue", "add", str(place.clip), "--mask", str(place.mask), "--engine", "spatial"]
    for at in range(3):
        assert status_of([*add, "--out", str(place.folder / f"{at}.mkv"), "--priority", str(at // 2)]) == 0
    assert [one["id"] for one in listed(capsys)] == [3, 1, 2]
    assert status_of(["queue", "move", "2", "--before", "1"]) == 0
    assert [one["id"] for one in listed(capsys)] == [3, 2, 1]
    assert status_of(["queue", "move", "1", "--priority", "9"]) == 0
    assert [one["id"] for one in listed(capsys)] == [1, 3, 2]
    assert status_of(["queue", "pause", "1", "2"]) == 0
    assert {one["id"]: one["state"] for one in listed(capsys)} == {1: "paused", 2: "paused", 3: "waiting"}
    assert status_of(["queue", "resume", "1"]) == 0
    assert status_of(["queue", "cancel", "2", "3", "--remove"]) == 0
    assert status_of(["queue", "clear"]) == 0
    assert [one["id"] for one in listed(capsys)] == [1]
    assert len(list((place.queue / "jobs").iterdir())) == 1


def test_what_cannot_be_is_said(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(place.folder / "out.mkv")
    assert status_of(["queue", "add", str(place.clip), "--out", out]) == 2
    assert "give them with --mask" in capsys.readouterr().err
    words = ["queue", "add", str(place.clip), "--mask", str(place.mask), "--out", out]
    assert status_of([*words, "--needs", "7"]) == 2
    assert "there is no job 7" in capsys.readouterr().err
    assert status_of(words) == 0
    assert status_of(words) == 2
    assert "job 1 delivers there already" in capsys.readouterr().err
    assert status_of(["queue", "resume", "1"]) == 2
    assert "job 1 is waiting and cannot be resumed" in capsys.readouterr().err
    assert status_of(["queue", "add", "missing.mov", "--mask", str(place.mask), "--out", "b.mkv"]) == 1
    assert "the clip is not there" in capsys.readouterr().err
    assert len(listed(capsys)) == 1


def test_a_job_waits_for_those_that_it_needs(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    first = place.add("a.mkv")
    place.add("b.mkv", needs=(first,), priority=5)
    assert listed(capsys)[0]["reason"] == "it needs job 1, which is waiting"
    assert status_of(["queue", "run", "--no-notify"]) == 0
    ended = {one["id"]: one["ended_at"] for one in listed(capsys)}
    assert float(str(ended[1])) < float(str(ended[2]))
    assert status_of(["queue", "list", "--job", "1"]) == 0
    assert "added" in capsys.readouterr().out
    assert status_of(["queue", "list", "--follow", "--json"]) == 0
    assert {one["share_done"] for one in json.loads(capsys.readouterr().out)["jobs"]} == {1.0}


def test_verbs_that_render_queue_jobs_as_they_are_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    needed = place.add("a.mkv")
    words = ["background", str(place.clip), "--mask", str(place.mask), "--plate", "#102030"]
    words += ["--out", str(place.folder / "b.mkv"), "--name", "at night", "--priority", "3"]
    assert status_of([*words, "--needs", str(needed)]) == 2
    assert "--name is for jobs of the queue; give --queue, too" in capsys.readouterr().err
    assert status_of([*words, "--needs", "7", "--queue"]) == 2
    assert "there is no job 7" in capsys.readouterr().err
    assert status_of([*words, "--needs", str(needed), "--queue"]) == 0
    one = listed(capsys)[0]
    assert (one["name"], one["kind"], one["priority"], one["needs"]) == (
        "at night",
        "background",
        3,
        [needed],
    )
    assert not (place.folder / "b.mkv").exists()


def test_ten_thousand_jobs_are_listed_at_once(tmp_path: Path) -> None:
    row = "INSERT INTO jobs (name, state, bundle, out, engine, device, position, added_at) VALUES "
    with Database(tmp_path) as database:
        with database.change() as connection:
            connection.executemany(
                row + "('job', 'waiting', '/b', ?, 'auto', 'auto', ?, 0)",
                [(f"/{at}.mov", at) for at in range(10_000)],
            )
            connection.execute("INSERT INTO needs VALUES (10000, 9999)")
        statements: list[str] = []
        database._connection.set_trace_callback(statements.append)
        assert len(jobs(database)) == 10_000
    assert len(statements) == 2


def test_lists_do_without_what_renders() -> None:
    heavy = "{'numpy', 'cv2', 'av', 'torch', 'lxml', 'opentimelineio', 'PyQt6'}"
    code = f"import sys, editor.cli.queue; print(*(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b""


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_notification_holds_what_it_is_told(platform: str) -> None:
    command = command_for(platform, 'a "b": done', "/x/y.mov")
    assert any("done" in word for word in command)
    assert any("/x/y.mov" in word for word in command)


def test_a_shot_of_a_project_is_frozen_and_edited_on(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEANPLATE_DATA", str(place.folder / "data"))
    path, out = str(place.folder / "a.cleanplate"), str(place.folder / "out.mkv")
    assert status_of(["project", "new", path]) == 0
    assert status_of(["project", "add", path, str(place.clip), "--mask", str(place.mask)]) == 0
    add = ["queue", "add", path, "--out", out, "--engine", "spatial"]
    assert status_of([*add, "--mask", str(place.mask)]) == 2
    assert "leave --mask out" in capsys.readouterr().err
    assert status_of(add) == 0
    Path(path).unlink()
    shutil.rmtree(place.mask)
    assert status_of(["queue", "run", "--no-notify"]) == 0
    assert [one["state"] for one in listed(capsys)] == ["done"]
    write_mattes(place.mask, COUNT)
    assert place.is_true("out.mkv")
    assert [name for name in place.leftovers() if "masks" in name] == []
