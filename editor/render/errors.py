"""What can go wrong with a render."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.errors import CleanplateError, UsageError

_MIB = 1 << 20


class RenderError(CleanplateError):
    """A render that could not be finished."""


class InterruptedRenderError(RenderError):
    """The user stopped the render; finished parts are kept."""

    exit_status = 130

    def __init__(self) -> None:
        super().__init__("stopped; finished parts are kept", remedy="give the same command again to go on")


class WorkerLostError(RenderError):
    """The worker process died, twice."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"{cause}, twice, perhaps for lack of memory; finished parts are kept",
            remedy="give the same command again with a smaller --memory, or work on a proxy with --scale",
        )


class NothingVisibleError(RenderError):
    """Every frame of a shot is all hole.

    Attributes
    ----------
    frames : range
        The shot.
    """

    def __init__(self, frames: range) -> None:
        self.frames = frames
        super().__init__(
            f"the mattes of frames {frames.start} to {frames.stop - 1} are white all over, so that there is "
            "nothing to fill from",
            remedy="give mattes that leave something visible, or a retouched frame with --reference",
        )


class EngineFaultError(RenderError):
    """An engine failed at its work.

    Attributes
    ----------
    engine : str
        Its name.
    frames : range
        What it was to fill.
    """

    def __init__(self, engine: str, fault: str, frames: range) -> None:
        self.engine = engine
        self.frames = frames
        super().__init__(
            f"engine {engine} failed at frames {frames.start} to {frames.stop - 1} ({fault})",
            remedy="choose another --engine",
        )


class MemoryBudgetError(UsageError):
    """The memory that was allowed is too little even for the smallest window.

    Attributes
    ----------
    needed_bytes, allowed_bytes : int
        Over all processes.
    """

    def __init__(self, needed_bytes: int, allowed_bytes: int) -> None:
        self.needed_bytes = needed_bytes
        self.allowed_bytes = allowed_bytes
        needed_mib = -(-needed_bytes // _MIB)
        super().__init__(
            f"{allowed_bytes // _MIB} MiB of memory are too little for pictures of this size",
            remedy=f"allow at least --memory {needed_mib}M, or work on a proxy with --scale",
        )


class DiskSpaceError(RenderError):
    """There is too little room for outputs and finished parts.

    Attributes
    ----------
    needed_bytes, free_bytes : int
        Estimated and found.
    """

    def __init__(self, needed_bytes: int, free_bytes: int, path: Path) -> None:
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes
        super().__init__(
            f"about {_gib(needed_bytes)} are needed there and {_gib(free_bytes)} are free",
            remedy="make room or choose another place for the output",
            path=path,
        )


class EngineChoiceError(UsageError):
    """There is no such engine.

    Attributes
    ----------
    known : tuple of str
        Those that there are.
    """

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.known = tuple(known)
        super().__init__(f"there is no engine {name!r}", remedy=f"choose one of {', '.join(self.known)}")


class EngineUnfitError(UsageError):
    """An engine lacks something: its weights, or a device that was asked for.

    Attributes
    ----------
    engine : str
        Its name.
    fault : str
        What it lacks, and what to do about that.
    """

    def __init__(self, engine: str, fault: str) -> None:
        self.engine = engine
        self.fault = fault
        super().__init__(f"engine {engine}: {fault}", remedy="or choose another --engine")


def _gib(size_bytes: int) -> str:
    return f"{size_bytes / (1 << 30):.1f} GiB"
