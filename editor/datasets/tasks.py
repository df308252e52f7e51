"""Completion tasks whose truth is known: holes laid over clips, told by a `protocol.json`.

The file lists scenes; each gives two tasks, one with a still hole and one with a moving one. Frame i of the
scene's clip is the truth of frame i.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.json_objects import read_object
from editor.errors import UsageError
from editor.media.convert import Rgb, to_rgb
from editor.media.opening import open_clip

Pixels = TypeVar("Pixels", NDArray[np.uint8], Rgb)

MOST_FRAMES = 50
"""A task uses so many of its frames, from the first."""

WORKING_SIZE = 432, 240
"""Width and height at which engines are compared."""

SEED = 2024
"""Of the noise that covers the holes."""


@dataclass(frozen=True, slots=True)
class CompletionTask:
    """One clip with one kind of hole.

    Attributes
    ----------
    name : str
        Scene and kind: `goat moving`.
    clip : Path
        Movie or folder of pictures.
    frame_count : int
        Frames to be used, from the first.
    holes : tuple of Path
        PNG for each frame, above 0 = hole; a still hole repeats its path.
    """

    name: str
    clip: Path
    frame_count: int
    holes: tuple[Path, ...]


def read_protocol(protocol: Path, clips: Path) -> tuple[CompletionTask, ...]:
    """Read the list of tasks.

    Parameters
    ----------
    protocol : Path
        The JSON file; the holes lie in folders beside it.
    clips : Path
        Folder of clip folders, each with a `clip.json`.

    Raises
    ------
    UsageError
        If a file is missing or is not what it should be.
    """
    tasks: list[CompletionTask] = []
    for scene in _entries(protocol):
        tasks += _tasks_of(scene, protocol, clips)
    return tuple(tasks)


def _entries(protocol: Path) -> list[dict[str, object]]:
    document = read_object(protocol)
    entries = document.get("tasks")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        _refuse(protocol, "it has no list of tasks")
    return entries


def _tasks_of(scene: dict[str, object], protocol: Path, clips: Path) -> Iterator[CompletionTask]:
    name, count, still, moving = (scene.get(key) for key in ("scene", "frames", "static", "moving"))
    if not (
        isinstance(name, str)
        and isinstance(count, int)
        and isinstance(still, str)
        and isinstance(moving, str)
    ):
        _refuse(protocol, "a task lacks scene, frames, static or moving")
    used = min(count, MOST_FRAMES)
    folder = protocol.parent / name
    clip = _clip_in(clips / name)
    yield CompletionTask(f"{name} static", clip, used, (folder / still,) * used)
    yield CompletionTask(
        f"{name} moving", clip, used, tuple(folder / (moving % index) for index in range(used))
    )


def _clip_in(folder: Path) -> Path:
    described = read_object(folder / "clip.json").get("file", "frames")
    return folder / str(described)


def _refuse(path: Path, cause: str) -> NoReturn:
    raise UsageError(cause, remedy="compare it with the shared protocol.json", path=path)


def load_task(
    task: CompletionTask, size: tuple[int, int] | None = WORKING_SIZE
) -> tuple[list[Rgb], list[NDArray[np.uint8]]]:
    """Read a task's frames and holes, all of them (a task is short).

    Parameters
    ----------
    task : CompletionTask
        What to read.
    size : (int, int) or None
        Width and height to resize to, frames by area and holes by nearest; None keeps the clip's own.

    Returns
    -------
    truths : list of ndarray
        H x W x 3, RGB.
    holes : list of ndarray
        H x W, uint8, above 0 = hole.

    Raises
    ------
    CleanplateError
        If the clip is shorter than the task, a file cannot be read or a hole has another size.
    """
    truths = list(_frames(task))
    holes = [_hole(path, task) for path in task.holes]
    for path, hole in zip(task.holes, holes, strict=True):
        if hole.shape != truths[0].shape[:2]:
            cause = f"the hole is {_size_of(hole)}, the clip {_size_of(truths[0])}"
            raise UsageError(cause, remedy="give a hole of the clip's size", path=path)
    if size is not None:
        truths = [resized(truth, size, cv2.INTER_AREA) for truth in truths]
        holes = [resized(hole, size, cv2.INTER_NEAREST) for hole in holes]
    return truths, holes


def _frames(task: CompletionTask) -> Iterator[Rgb]:
    reader = open_clip(task.clip)
    try:
        if len(reader) < task.frame_count:
            cause = f"it has {len(reader)} frames, the task needs {task.frame_count}"
            raise UsageError(cause, remedy="fetch the whole clip", path=task.clip)
        for index in range(task.frame_count):
            yield to_rgb(reader.read(index))
    finally:
        reader.close()


def _hole(path: Path, task: CompletionTask) -> NDArray[np.uint8]:
    hole = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if hole is None:
        raise UsageError(f"the hole of {task.name} cannot be read", remedy="check the path", path=path)
    return hole.astype(np.uint8, copy=False)


def resized(picture: Pixels, size: tuple[int, int], interpolation: int) -> Pixels:
    """Resize to width and height by one of OpenCV's interpolations, keeping the type."""
    small: Pixels = cv2.resize(picture, size, interpolation=interpolation)  # type: ignore[assignment]
    return small


def _size_of(picture: NDArray[np.generic]) -> str:
    return f"{picture.shape[1]}x{picture.shape[0]}"
