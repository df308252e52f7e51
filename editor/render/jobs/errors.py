"""What can go wrong with the tasks of a job."""

from __future__ import annotations

from pathlib import Path

from editor.render.errors import RenderError


class JobError(RenderError):
    """A job that cannot go on as it is."""


class VanishedError(JobError):
    """A file or a folder that the job needs is not there, perhaps because its drive was unplugged."""

    def __init__(self, what: str, path: Path) -> None:
        super().__init__(
            f"{what} is not there",
            remedy="plug its drive in again or put it back, and the job goes on",
            path=path,
        )


class ReplacedError(JobError):
    """A file has another content than when the job was made."""

    def __init__(self, what: str, path: Path) -> None:
        super().__init__(
            f"{what} has another content than when the job was made",
            remedy="put the former file back and retry the job, or add a new job",
            path=path,
        )


class CheckError(JobError):
    """What was rendered is not what it should be; it has not got its final name."""

    def __init__(self, cause: str, path: Path, frame: int | None = None) -> None:
        super().__init__(
            cause, remedy="retry the job; if it happens again, report it", path=path, frame=frame
        )


class LostRenderingError(JobError):
    """What was joined is not there any more, perhaps because another drive was plugged in."""

    def __init__(self, path: Path) -> None:
        super().__init__("what was rendered is not there any more", remedy="retry the job", path=path)


class BundleError(JobError):
    """The folder of a job is damaged or incomplete."""

    def __init__(self, cause: str, path: Path) -> None:
        super().__init__(cause, remedy="cancel the job and add it anew", path=path)


class TaskFailedError(JobError):
    """A task on a farm failed; its outcome said why."""

    def __init__(self, reason: str) -> None:
        cause, _, remedy = reason.rstrip(".").rpartition("; ")
        super().__init__(cause or remedy, remedy=remedy if cause else "see the log of the task")
