"""The tasks of a job, and one door to all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from editor.render.jobs.bundle import Bundle
from editor.render.messages import Message


class Stage(IntEnum):
    """What a task does; a stage begins when the one before is done."""

    PREPARE = 0
    SEGMENT = 1
    JOIN = 2
    CHECK = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work that a process can do by itself, any number of times with the same result.

    Attributes
    ----------
    bundle : Path
        Folder of the job.
    stage : Stage
        What it does.
    number : int
        Of the segment; 0 for other stages.
    level : int
        How often the engine's memory is halved.
    """

    bundle: Path
    stage: Stage
    number: int = 0
    level: int = 0


def perform(task: Task, bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Do a task in this process.

    Parameters
    ----------
    task : Task
        What to do.
    bundle : Bundle
        The job.
    tell : callable
        Is told notices and progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done.
    OSError
        If a disk does not take what is made.
    """
    if task.stage is Stage.PREPARE:
        from editor.render.jobs.preparing import prepare_job

        prepare_job(bundle, tell, check)
    elif task.stage is Stage.SEGMENT:
        from editor.render.jobs.segment_filling import fill_segment

        fill_segment(bundle, task.number, task.level, tell, check)
    elif task.stage is Stage.JOIN:
        from editor.render.jobs.joining import join

        join(bundle, tell, check)
    else:
        from editor.render.jobs.checking import check_and_publish

        check_and_publish(bundle, tell, check)
