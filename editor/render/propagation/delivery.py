"""The folder of mattes that a propagation delivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.output import check_folder, discard, flush, partial_name, publish, write_error
from editor.render.propagation.parts import BlockParts
from editor.render.propagation.record import RECORD_NAME, Record, matte_path


class MatteFolder:
    """Grows under a hidden name; a folder that exists already gets its mattes one by one, each complete.

    Parameters
    ----------
    path : Path
        Its final name.
    overwrite : bool
        Whether mattes in it may be replaced; nothing else in it is touched.

    Raises
    ------
    UsageError
        If there are mattes or a file of that name already, or the folder above does not exist.
    WriteError
        If the folder above may not be written to.
    """

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        self.path = path.absolute()
        self.partial = partial_name(self.path)
        check_matte_folder(self.path, overwrite=overwrite)
        discard(self.partial)

    def add(
        self, name: str, frames: Sequence[int], there: Mapping[int, BlockParts], black: NDArray[np.uint8]
    ) -> None:
        """Lay out an object's mattes.

        Parameters
        ----------
        name : str
            The object.
        frames : range
            Those that are delivered.
        there : mapping of int to BlockParts
            Where the mattes are; frames without one become black.
        black : ndarray of uint8
            H x W.

        Raises
        ------
        WriteError
            If the disk is full or not writable.
        """
        _, coded = cv2.imencode(".png", black)
        try:
            for index in frames:
                target = matte_path(self.partial, name, index)
                target.parent.mkdir(parents=True, exist_ok=True)
                if index in there:
                    there[index].copy_to(name, index, target)
                else:
                    target.write_bytes(coded.tobytes())
        except OSError as error:
            raise write_error(self.path, error) from error

    def merge(self, names: Iterable[str], frames: Sequence[int]) -> None:
        """Lay out mattes of all objects together beside their folders.

        Raises
        ------
        WriteError
            If the disk is full or not writable.
        """
        for index in frames:
            paths = [matte_path(self.partial, name, index) for name in names]
            mattes = [cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE) for path in paths]
            merged = np.maximum.reduce([matte for matte in mattes if matte is not None])
            _, coded = cv2.imencode(".png", merged)
            try:
                matte_path(self.partial, "", index).write_bytes(coded.tobytes())
            except OSError as error:
                raise write_error(self.path, error, index) from error

    def publish(self, record: Record) -> None:
        """Make it all appear under its final name.

        Raises
        ------
        WriteError
            If the disk or the folder does not allow it.
        """
        try:
            record.save(self.partial)
            publish_mattes(self.partial, self.path)
        except OSError as error:
            raise write_error(self.path, error) from error
        finally:
            self.abort()

    def abort(self) -> None:
        """Leave nothing half-made behind."""
        discard(self.partial)


def check_matte_folder(path: Path, *, overwrite: bool) -> None:
    """Make sure, before any work, that mattes can be delivered there.

    Raises
    ------
    UsageError
        If there are mattes or a file of that name already, or the folder above does not exist.
    WriteError
        If the folder above may not be written to.
    """
    if path.exists() and not path.is_dir():
        raise UsageError("it is a file", remedy="name a folder for the mattes", path=path)
    if path.is_dir() and any(path.iterdir()) and not overwrite:
        raise UsageError("it exists already", remedy="choose another name, or allow overwriting", path=path)
    check_folder(path.parent)


def publish_mattes(complete: Path, final: Path) -> None:
    """Give complete mattes their place; in a folder that exists one by one, what is known of them last.

    Raises
    ------
    OSError, WriteError
        If the disk or the folder does not allow it.
    """
    files = [path for path in sorted(complete.rglob("*")) if path.is_file()]
    if not final.is_dir():
        for path in files:
            flush(path)
        publish(complete, final, overwrite=False)
        return
    for path in sorted(files, key=lambda path: path.name == RECORD_NAME):
        target = final / path.relative_to(complete)
        target.parent.mkdir(parents=True, exist_ok=True)
        publish(path, target, overwrite=True)
