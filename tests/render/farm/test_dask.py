"""Jobs over dask.distributed: the same frames as here, also when a worker is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from farm_tools import Farm

sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))
from queue_tools import PROGRAM, SLOW, Place, wait_until
from removal_clips import install_engine

from editor.cli.main import status_of
from editor.render.queue.database import QUEUE_VARIABLE, Database
from editor.render.queue.jobs import State, jobs


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    engines = install_engine(tmp_path / "engines", "slow", SLOW)
    monkeypatch.setenv("PYTHONPATH", str(engines))
    return Place(tmp_path, "slow", engines)


def submit(place: Place, farm: Farm, job_id: int, *words: str) -> str:
    done = subprocess.run(
        [*PROGRAM, "farm", "submit", str(job_id), "--scheduler", farm.address, *words],
        env=place.environment, capture_output=True, timeout=600, check=False,
    )  # fmt: skip
    return done.stdout.decode() + done.stderr.decode()


def test_a_lost_worker_changes_nothing(place: Place, tmp_path: Path) -> None:
    job_id = place.add("out.mkv")
    shares: set[float] = set()
    with Farm(tmp_path, 2, place.environment) as farm:
        lost = farm._processes[1]
        told: list[str] = []
        thread = threading.Thread(target=lambda: told.append(submit(place, farm, job_id)))
        thread.start()

        def has_begun() -> bool:
            return any(place.queue.rglob("parts/*/*.fills"))

        wait_until(has_begun)
        with Database(place.queue) as database:
            shares |= {one.share_done for one in jobs(database)}
            assert [one.farm for one in jobs(database)] == [farm.address]
        lost.kill()
        thread.join()
    assert told == ["out.mkv: done\n"]
    assert place.states() == {job_id: State.DONE}
    assert place.is_true("out.mkv")
    assert place.leftovers() == []


def test_what_cannot_be_submitted_is_said(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(QUEUE_VARIABLE, str(place.queue))
    job_id = place.add("out.mkv")
    scheduler = ["--scheduler", "tcp://127.0.0.1:1"]
    assert status_of(["farm", "submit", "7", *scheduler]) == 2
    assert "there is no job 7" in capsys.readouterr().err
    assert status_of(["farm", "submit", str(job_id), *scheduler, "--map", "/nowhere"]) == 2
    assert "no rule for paths" in capsys.readouterr().err
    assert status_of(["farm", "submit", str(job_id), *scheduler, "--resource", "GPU"]) == 2
    assert "write --resource like GPU=1" in capsys.readouterr().err
    assert place.states() == {job_id: State.WAITING}
