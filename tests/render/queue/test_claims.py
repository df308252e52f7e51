"""Which task comes next: devices and memory that jobs share, jobs that need others, ends that are retried."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from queue_tools import Place
from removal_clips import Listener, ignore

from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import do
from editor.render.jobs.tasks import Stage
from editor.render.queue import control
from editor.render.queue.claims import Claims
from editor.render.queue.database import Database
from editor.render.queue.jobs import State
from editor.render.queue.upkeep import is_work_left, tidy


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    with Database(place.queue) as opened:
        yield opened


@pytest.fixture
def claims(database: Database) -> Claims:
    claims = Claims(database)
    claims.enter()
    return claims


def give(database: Database, job_id: int, **facts: object) -> None:
    with database.change() as connection:
        for name, value in facts.items():
            connection.execute(f"UPDATE jobs SET {name} = ? WHERE id = ?", (value, job_id))


def do_next(claims: Claims) -> None:
    claim = claims.claim()
    assert claim is not None
    claims.end(claim, do(claim.task, Bundle(claim.task.bundle), Listener(), ignore))


def claimed(claims: Claims) -> list[int]:
    found = []
    while (claim := claims.claim()) is not None:
        found.append(claim.job_id)
    return found


def test_a_device_is_had_by_one_job_at_a_time(place: Place, database: Database, claims: Claims) -> None:
    devices = ["cuda:0", "cuda:0", "cuda:1", "cpu", "auto", "cpu"]
    for at, device in enumerate(devices):
        give(database, place.add(f"{at}.mkv"), device=device)
    assert claimed(claims) == [1, 3, 4, 5, 6]


def test_jobs_at_once_fit_into_the_memory_and_a_large_one_runs_alone(
    place: Place, database: Database, claims: Claims
) -> None:
    whole = psutil.virtual_memory().total
    for at, share in enumerate((0.5, 0.5, 0.3, 2.0)):
        give(database, place.add(f"{at}.mkv"), memory_bytes=int(whole * share))
    assert claimed(claims) == [1, 3]
    claims.leave()
    give(database, 4, priority=1)
    claims.enter()
    assert claimed(claims) == [4]


def test_nobody_waits_for_jobs_that_a_failed_one_keeps_from_beginning(
    place: Place, database: Database
) -> None:
    first = place.add("0.mkv")
    second = place.add("1.mkv", needs=(first,))
    place.add("2.mkv", needs=(second,))
    assert is_work_left(database)
    give(database, first, state="failed")
    assert not is_work_left(database)
    give(database, first, state="paused")
    assert not is_work_left(database)
    give(database, first, waits_path="/a/drive")
    assert is_work_left(database)


def test_a_task_that_always_kills_its_worker_gets_smaller_windows_and_fails_alone(
    place: Place, database: Database, claims: Claims
) -> None:
    dying, other = place.add("dying.mkv", priority=1), place.add("other.mkv")
    do_next(claims)
    levels: list[int] = []
    while (claim := claims.claim()) is not None and claim.job_id == dying:
        has_progressed = claim.task.level not in levels
        levels.append(claim.task.level)
        claims.lose(claim, "it died", is_its_own=True, has_progressed=has_progressed)
    assert levels == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert claim is not None
    assert claim.job_id == other
    assert place.states() == {dying: State.FAILED, other: State.RUNNING}
    assert "segment 0: it died, 5 times in a row; give the job less memory" in place.reasons()[dying]


@pytest.mark.parametrize("ends", ["failed", "cancelled"])
def test_what_went_with_the_end_of_a_job_is_made_again(
    place: Place, database: Database, claims: Claims, ends: str
) -> None:
    job_id = place.add("out.mkv")
    for _ in range(4):
        do_next(claims)
    if ends == "failed":
        (place.folder / "out.mkv").write_text("mine")
        do_next(claims)
        assert "it came into being meanwhile" in place.reasons()[job_id]
        (place.folder / "out.mkv").unlink()
    else:
        control.cancel(database, job_id, keep_parts=True)
    tidy(database)
    assert place.leftovers() == []
    control.retry(database, job_id)
    do_next(claims)
    do_next(claims)
    assert place.states()[job_id] is State.DONE
    assert place.is_true("out.mkv")
    rows = database.select("SELECT stage, starts FROM tasks")
    assert {row["starts"] for row in rows if row["stage"] == Stage.SEGMENT} == {1}


def test_a_rendering_that_is_lost_is_made_again(place: Place, database: Database, claims: Claims) -> None:
    job_id = place.add("out.mkv")
    for _ in range(4):
        do_next(claims)
    (staged,) = place.folder.glob(".*.rendering/out.mkv")
    staged.unlink()
    for _ in range(5):
        do_next(claims)
    assert place.states()[job_id] is State.DONE
    assert place.is_true("out.mkv")
    assert place.leftovers() == []
