"""How fast a job goes and how long it will take, from what its tasks have taken so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from types import MappingProxyType

from editor.render.jobs.tasks import Stage

_TELLING_SHARE = 0.02
_LEAST_LEFT = 0.5
_UNHURRIED: Mapping[Stage, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as the queue knows it.

    Attributes
    ----------
    stage : Stage
        What it does.
    state : str
        `waiting`, `running` or `done`.
    frames : int
        Frames that it makes.
    expected_s : float
        What was estimated before anything was measured.
    share_done : float
        0 to 1.
    seconds : float
        Time that it has taken.
    """

    stage: Stage
    state: str
    frames: int
    expected_s: float
    share_done: float
    seconds: float


def seconds_left(tasks: Sequence[TaskFacts], habits: Mapping[Stage, float] = _UNHURRIED) -> float:
    """Forecast the time until the last task is done, encoding and checking included.

    Segments are measured by those that are done and what is done of the others; they are laid out over as
    many workers as there are at work. Stages that have not begun take what they took in former jobs of the
    same kind.

    Parameters
    ----------
    tasks : sequence of TaskFacts
        All but the preparation.
    habits : mapping of Stage to float
        Time that stages took in former jobs, over what had been estimated.
    """
    left_s = 0.0
    for stage in (Stage.SEGMENT, Stage.JOIN, Stage.CHECK):
        rows = [task for task in tasks if task.stage is stage]
        slowness = _slowness(rows) or habits.get(stage, 1.0)
        left_s += _laid_out(rows, slowness)
    return left_s


def frames_per_second(tasks: Sequence[TaskFacts]) -> float:
    """Tell the frames a second of the stage under way, over all of its workers; 0 as long as unknown."""
    running = [task for task in tasks if task.state == "running"]
    if not running:
        return 0.0
    rows = [task for task in tasks if task.stage is running[0].stage]
    seconds = sum(task.seconds for task in rows)
    frames = sum(task.frames * task.share_done for task in rows)
    return frames / seconds * len(running) if seconds > 0 else 0.0


def share_done(tasks: Sequence[TaskFacts]) -> float:
    """Tell how much of the whole time has passed, 0 to 1, as far as it can be told in advance."""
    expected_s = sum(task.expected_s for task in tasks)
    return sum(task.expected_s * task.share_done for task in tasks) / expected_s if expected_s else 0.0


def _slowness(rows: Iterable[TaskFacts]) -> float | None:
    """Compare the time that was taken with the estimate; None as long as too little is done."""
    begun = [task for task in rows if task.seconds > 0 and task.share_done > 0]
    done_s = sum(task.expected_s * task.share_done for task in begun)
    if done_s <= 0 or all(task.share_done < _TELLING_SHARE for task in begun):
        return None
    return sum(task.seconds for task in begun) / done_s


def _laid_out(rows: Sequence[TaskFacts], slowness: float) -> float:
    """Give each task that waits to the worker that is free first."""
    workers = [_left_s(task, slowness) for task in rows if task.state == "running"] or [0.0]
    heapify(workers)
    for task in rows:
        if task.state == "waiting":
            heapreplace(workers, workers[0] + task.expected_s * slowness)
    return max(workers)


def _left_s(task: TaskFacts, slowness: float) -> float:
    """Time that a running task still takes; between two reports the clock goes on."""
    whole_s = task.expected_s * slowness
    told_s = whole_s * (1 - task.share_done)
    return max(_LEAST_LEFT * told_s, min(told_s, whole_s - task.seconds))
