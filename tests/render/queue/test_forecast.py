"""How long a job will take, as far as can be told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from queue_tools import Place

from editor.render.jobs.tasks import Stage
from editor.render.messages import Phase, Progress
from editor.render.queue.claims import Claims
from editor.render.queue.database import Database
from editor.render.queue.forecast import TaskFacts, frames_per_second, seconds_left, share_done
from editor.render.queue.jobs import job
from editor.render.queue.progress import ProgressBook


def segment(state: str, seconds: float = 0, share: float = 0, expected_s: float = 10) -> TaskFacts:
    return TaskFacts(Stage.SEGMENT, state, 50, expected_s, share, seconds)


def last(stage: Stage, state: str = "waiting", seconds: float = 0, share: float = 0) -> TaskFacts:
    return TaskFacts(stage, state, 200, 4, share, seconds)


JOIN, CHECK = last(Stage.JOIN), last(Stage.CHECK)


def test_nothing_measured_leaves_the_estimate() -> None:
    assert seconds_left([segment("waiting"), segment("waiting"), JOIN, CHECK]) == 28


def test_what_segments_took_is_expected_of_the_others() -> None:
    tasks = [segment("done", seconds=30, share=1), segment("waiting", expected_s=5), JOIN, CHECK]
    assert seconds_left(tasks) == 15 + 8
    assert seconds_left(tasks, {Stage.JOIN: 2.0, Stage.CHECK: 0.5}) == 15 + 8 + 2


def test_segments_are_laid_out_over_the_workers() -> None:
    running = [segment("running", seconds=10, share=0.5), segment("running", seconds=10, share=0.5)]
    waiting = [segment("waiting")] * 3
    assert seconds_left([*running, *waiting]) == 10 + 40
    assert seconds_left([*running, *waiting[:2]]) == 10 + 20


def test_the_clock_goes_on_between_two_reports() -> None:
    tasks = [segment("done", seconds=20, share=1), segment("running", seconds=0)]
    assert seconds_left(tasks) == 20
    left = [seconds_left([tasks[0], segment("running", seconds=at)]) for at in (5, 9, 14, 60)]
    assert left == [15, 11, 10, 10]


def test_encoding_and_checking_count_while_they_run() -> None:
    done = [segment("done", seconds=10, share=1)] * 2
    tasks = [*done, last(Stage.JOIN, "running", seconds=5, share=0.5), CHECK]
    assert seconds_left(tasks) == pytest.approx(5 + 4)
    assert frames_per_second(tasks) == pytest.approx(200 * 0.5 / 5)
    assert share_done(tasks) == pytest.approx(22 / 28)


def test_frames_a_second_are_those_of_all_workers() -> None:
    tasks = [
        segment("done", seconds=10, share=1),
        segment("running", seconds=5, share=0.5),
        segment("running", seconds=5, share=0.5),
        JOIN,
    ]
    assert frames_per_second(tasks) == pytest.approx(2 * 100 / 20)
    assert frames_per_second([segment("waiting"), JOIN]) == 0


def test_a_job_is_expected_to_go_like_the_last_of_its_kind(tmp_path: Path) -> None:
    place = Place(tmp_path)
    former, now, other = place.add("a.mkv"), place.add("b.mkv"), place.add("c.mov")
    with Database(place.queue) as database:
        claims, book = Claims(database), ProgressBook(database)
        claims.enter()
        with database.change() as connection:
            for job_id in (former, now, other):
                connection.execute("DELETE FROM tasks WHERE job_id = ?", (job_id,))
                for stage in (Stage.SEGMENT, Stage.JOIN, Stage.CHECK):
                    connection.execute(
                        "INSERT INTO tasks (job_id, stage, number, frames, expected_s)"
                        " VALUES (?, ?, 0, 9, 10)",
                        (job_id, stage),
                    )
            connection.execute("UPDATE tasks SET state = 'done', seconds = 30 WHERE job_id = ?", (former,))
            connection.execute("UPDATE jobs SET state = 'done', ended_at = 1 WHERE id = ?", (former,))
        left = []
        for _ in range(2):
            claim = claims.claim()
            assert claim is not None
            book.begin(claim, is_started=False)
            book.tell(claim, Progress(Phase.FILLING, 0, 9))
            book.write()
            left.append(job(database, claim.job_id).seconds_left)
            with database.change() as connection:
                connection.execute("UPDATE jobs SET position = position + 9 WHERE id = ?", (now,))
        assert left == [90, 30]
