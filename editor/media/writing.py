"""The one door to deliveries."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from editor.media.delivery import Delivery, MovieDelivery
from editor.media.movie_writer import MovieWriter
from editor.media.picture import Picture
from editor.media.sequence_writer import SequenceWriter


class FrameWriter(Protocol):
    """Takes the frames of a delivery in order; the output appears when it is complete."""

    @property
    def partial(self) -> Path:
        """Where the output grows until `close`; to be discarded if this process dies."""

    def write(self, picture: Picture) -> None:
        """Write the next frame.

        Raises
        ------
        ValueError
            If it is not the next frame.
        WriteError
            If the disk is full, or writing fails for another reason; nothing is left behind.
        """

    def close(self) -> None:
        """Finish, and make the output appear under its final name.

        Raises
        ------
        ValueError
            If frames are missing.
        WriteError
            If the disk is full, or writing fails for another reason; nothing is left behind.
        """

    def abort(self) -> None:
        """Leave nothing behind; after `close` nothing happens."""


def open_writer(delivery: Delivery, *, overwrite: bool = False) -> FrameWriter:
    """Begin a delivery.

    Parameters
    ----------
    delivery : MovieDelivery or SequenceDelivery
        From `plan_delivery`.
    overwrite : bool
        Whether an existing output may be replaced.

    Raises
    ------
    UsageError
        If the output exists, or its folder does not.
    WriteError
        If the folder may not be written to.
    MediaError
        If the source, whose sound comes along, cannot be opened.
    """
    if isinstance(delivery, MovieDelivery):
        return MovieWriter(delivery, overwrite=overwrite)
    return SequenceWriter(delivery, overwrite=overwrite)
