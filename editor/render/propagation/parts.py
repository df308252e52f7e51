"""Finished mattes of a run under way, and what one direction leaves for the other, on the disk."""

from __future__ import annotations

import json
import shutil
import zlib
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.render.propagation.record import Made, MadeMatte, is_intact, matte_path

_SPOOL = ".spool"


class BlockParts:
    """A folder with what there is of one block.

    A matte counts as finished when its description, written after it, is there and fits it.

    Parameters
    ----------
    folder : Path
        Made when something is stored.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, name: str, index: int, matte: NDArray[np.uint8], told: MadeMatte) -> MadeMatte:
        """Store a finished matte; returns its description with the checksum.

        Raises
        ------
        OSError
            If the disk is full or not writable.
        """
        _, coded = cv2.imencode(".png", matte)
        data = coded.tobytes()
        made = MadeMatte(zlib.crc32(data), told.confidence, told.doubts, told.is_key)
        path = matte_path(self._folder, name, index)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, data)
        _write_whole(path.with_suffix(".json"), json.dumps(asdict(made)).encode())
        return made

    def load(self, name: str, index: int) -> MadeMatte | None:
        """Find a finished matte; what is damaged counts as missing."""
        path = matte_path(self._folder, name, index)
        try:
            made = MadeMatte(**json.loads(path.with_suffix(".json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return made if is_intact(path, made) else None

    def adopt(self, former: Path, made: Made) -> bool:
        """Take over a block of a former run, if all of its mattes are intact.

        Raises
        ------
        OSError
            If the disk is full or not writable.
        """
        whole = [
            (name, index, one, matte_path(former, name, index))
            for name, mattes in made.items()
            for index, one in mattes.items()
        ]
        if not all(is_intact(path, one) for _, _, one, path in whole):
            return False
        for name, index, one, path in whole:
            own = matte_path(self._folder, name, index)
            own.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(own, path.read_bytes())
            _write_whole(own.with_suffix(".json"), json.dumps(asdict(one)).encode())
        return True

    def copy_to(self, name: str, index: int, target: Path) -> None:
        """Copy a finished matte to where it is delivered.

        Raises
        ------
        OSError
            If the disk is full or not writable.
        """
        shutil.copyfile(matte_path(self._folder, name, index), target)

    @property
    def spool(self) -> FileSpool:
        """Where one direction's results wait."""
        return FileSpool(self._folder / _SPOOL)


class FileSpool:
    """A folder of byte strings, by object and frame; what is taken stays until all is done.

    Parameters
    ----------
    folder : Path
        Made when something is stored.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, index: int, data: bytes) -> None:
        """Put something aside for an object's frame."""
        path = self._path(name, index)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, data)

    def take(self, name: str, index: int) -> bytes:
        """Give it back.

        Raises
        ------
        KeyError
            If there is nothing.
        """
        try:
            return self._path(name, index).read_bytes()
        except OSError as error:
            raise KeyError(f"{name} {index}") from error

    def has(self, name: str, index: int) -> bool:
        """Whether there is something."""
        return self._path(name, index).exists()

    def clear(self) -> None:
        """Forget all."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, name: str, index: int) -> Path:
        return self._folder / f"{name}.{index:08d}"


def _write_whole(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(data)
    partial.replace(path)
