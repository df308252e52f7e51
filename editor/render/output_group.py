"""Several files that are written side by side, and appear together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from editor.media.delivery import Delivery
from editor.media.picture import Picture
from editor.media.writing import FrameWriter, open_writer

Frame = TypeVar("Frame")


@dataclass(frozen=True, slots=True, eq=False)
class _Output(Generic[Frame]):
    """One file and how its pictures are made."""

    writer: FrameWriter
    path: Path
    picture_of: Callable[[Frame], Picture]


class OutputGroup(Generic[Frame]):
    """Writes all outputs of a render; leaving it without `publish` leaves nothing behind.

    Parameters
    ----------
    wanted : iterable of (Delivery or None, callable)
        What is delivered, and how a picture of it is made from a finished frame; None is passed over.
    overwrite : bool
        Whether existing files may be replaced.

    Raises
    ------
    UsageError
        If one exists, or its folder does not.
    WriteError
        If a folder may not be written to.
    """

    def __init__(
        self, wanted: Iterable[tuple[Delivery | None, Callable[[Frame], Picture]]], *, overwrite: bool
    ) -> None:
        self._outputs: list[_Output[Frame]] = []
        try:
            for delivery, picture_of in wanted:
                if delivery is not None:
                    writer = open_writer(delivery, overwrite=overwrite)
                    self._outputs.append(_Output(writer, delivery.path, picture_of))
        except BaseException:
            self._abort()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._abort()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The final names, in the order they were asked for."""
        return tuple(output.path for output in self._outputs)

    @property
    def partials(self) -> tuple[Path, ...]:
        """Where they grow until they are published."""
        return tuple(output.writer.partial for output in self._outputs)

    def write(self, frame: Frame) -> None:
        """Write the next frame to all of them.

        Raises
        ------
        WriteError
            If the disk is full, or a file cannot be written for another reason.
        """
        for output in self._outputs:
            output.writer.write(output.picture_of(frame))

    def publish(self) -> None:
        """Finish all, and make them appear under their final names.

        Raises
        ------
        WriteError
            If a file cannot be finished.
        """
        for output in self._outputs:
            output.writer.close()

    def _abort(self) -> None:
        for output in self._outputs:
            output.writer.abort()
