"""What can go wrong with the queue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.errors import CleanplateError, UsageError


class QueueError(CleanplateError):
    """The queue cannot be used."""


class QueueFullDiskError(QueueError):
    """The disk of the queue is full."""

    def __init__(self, path: Path) -> None:
        super().__init__("its disk is full or has a fault", remedy="make room and do it again", path=path)


class UnknownJobError(UsageError):
    """There is no such job.

    Attributes
    ----------
    job_id : int
        The number that was given.
    """

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id
        super().__init__(f"there is no job {job_id}", remedy="see `cleanplate queue list`")


class JobStateError(UsageError):
    """A job is in a state that does not allow what was asked for.

    Attributes
    ----------
    job_id : int
        Its number.
    state : str
        What it is.
    """

    def __init__(self, job_id: int, state: str, wish: str, allowed: Sequence[str]) -> None:
        self.job_id = job_id
        self.state = state
        super().__init__(
            f"job {job_id} is {state} and cannot be {wish}",
            remedy=f"that goes for jobs that are {' or '.join(allowed)}",
        )
