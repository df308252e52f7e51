"""The tasks of a job, and one door to all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from editor.render.jobs.bundle import Bundle
from editor.render.jobs.request_file import Kind, kind_of
from editor.render.messages import Message

Tell = Callable[[Message], None]
Check = Callable[[], None]


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


def perform(task: Task, bundle: Bundle, tell: Tell, check: Check) -> None:
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
    steps = _steps(kind_of(bundle.read().request))
    if task.stage is Stage.PREPARE:
        if not bundle.has_plan:
            steps.prepare(bundle, tell, check)
    elif task.stage is Stage.SEGMENT:
        steps.fill(bundle, task, tell, check)
    elif task.stage is Stage.JOIN:
        steps.join(bundle, tell, check)
    else:
        steps.publish(bundle, tell, check)


@dataclass(frozen=True, slots=True)
class _Steps:
    """How jobs of a kind go."""

    prepare: Callable[[Bundle, Tell, Check], None]
    fill: Callable[[Bundle, Task, Tell, Check], None]
    join: Callable[[Bundle, Tell, Check], None]
    publish: Callable[[Bundle, Tell, Check], None]


def _steps(kind: Kind) -> _Steps:
    if kind is Kind.BACKGROUND:
        from editor.render.jobs import replacing

        return _Steps(
            replacing.prepare_replacement,
            _nothing,
            replacing.join_replacement,
            replacing.publish_replacement,
        )
    if kind is Kind.PROPAGATION:
        from editor.render.jobs import carrying

        return _Steps(
            carrying.prepare_propagation,
            lambda bundle, task, tell, check: carrying.carry_segment(bundle, task.number, tell, check),
            carrying.join_propagation,
            carrying.publish_propagation,
        )
    from editor.render.jobs.joining import join_removal
    from editor.render.jobs.preparing import prepare_removal
    from editor.render.jobs.publishing import publish_removal
    from editor.render.jobs.segment_filling import fill_segment
    from editor.render.jobs.wiping import prepare_wipe

    return _Steps(
        prepare_wipe if kind is Kind.WIPE else prepare_removal,
        lambda bundle, task, tell, check: fill_segment(bundle, task.number, task.level, tell, check),
        join_removal,
        publish_removal,
    )


def _nothing(bundle: Bundle, task: Task, tell: Tell, check: Check) -> None:
    """Jobs without segments have nothing to do there."""
