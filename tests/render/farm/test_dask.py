"""Jobs over dask.distributed: the same frames as here, also when a worker is lost."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from farm_tools import Farm

sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))
from queue_tools import SLOW, Place, wait_until
from removal_clips import install_engine

from editor.render.queue.database import Database
from editor.render.queue.jobs import State, jobs


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    engines = install_engine(tmp_path / "engines", "slow", SLOW)
    monkeypatch.setenv("PYTHONPATH", str(engines))
    return Place(tmp_path, "slow", engines)


def submit(place: Place, farm: Farm, job_id: int, *words: str) -> str:
    import subprocess

    from queue_tools import PROGRAM

    done = subprocess.run(
        [*PROGRAM, "farm", "submit", str(job_id), "--scheduler", farm.address, *words],
        env=place.environment, capture_output=True, timeout=200, check=False,
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

        wait_until(has_begun, 90)
        with Database(place.queue) as database:
            shares |= {one.share_done for one in jobs(database)}
            assert [one.farm for one in jobs(database)] == [farm.address]
        lost.kill()
        thread.join()
    assert told == ["out.mkv: done\n"]
    assert place.states() == {job_id: State.DONE}
    assert place.is_true("out.mkv")
    assert place.leftovers() == []


def test_what_cannot_be_submitted_is_said(place: Place, tmp_path: Path) -> None:
    job_id = place.add("out.mkv")
    with Farm(tmp_path, 0, dict(os.environ)) as farm:
        assert "there is no job 7" in submit(place, farm, 7)
        assert "no rule for paths" in submit(place, farm, job_id, "--map", "/nowhere")
    assert "no scheduler answers at" in submit(place, farm, job_id)
    assert place.states() == {job_id: State.WAITING}
