"""Carrying the mattes of an object through the shot, and into the document as they are made."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.errors import UsageError
from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import frame_state
from editor.project.content.objects import ProjectObject
from editor.project.history.events import Place
from editor.project.project import Project
from editor.render.messages import FrameMade, Message
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.supervisor import render
from ui.desk.attention import frames_in_need, key_frames
from ui.desk.desk import Desk
from ui.desk.mattes import MatteRequest, plain_matte
from ui.jobs.runner import JobRunner, Tell, Work

_A_TIME = 4


@dataclass(frozen=True, slots=True)
class CarryRequest:
    """What is carried where.

    Attributes
    ----------
    clip : str
        As `open_clip` takes it.
    first, last : int
        Frames that are made, both included.
    direction : str
        `both`, `forward` or `backward`.
    keys : tuple of MatteRequest
        One for each frame that it starts from, of the object alone.
    """

    clip: str
    first: int
    last: int
    direction: str
    keys: tuple[MatteRequest, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A matte that was made.

    Attributes
    ----------
    frame : int
        Frame index.
    encoded : bytes
        As `editor.masks.codec` encodes it.
    confidence : float or None
        0 to 1.
    """

    frame: int
    encoded: bytes
    confidence: float | None


class Propagation(QObject):
    """Propagates the selected object; mattes come into the document while others are made.

    Parameters
    ----------
    desk : Desk
        The document.
    runner : JobRunner
        Where it runs.
    """

    finished = pyqtSignal(object)
    """All mattes are in the document: the frame that it is best to correct next, or None."""

    _arrived = pyqtSignal(object)

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._waiting: list[Carried] = []
        self._put: set[int] = set()
        self._thing: ProjectObject | None = None
        self._project: Project | None = None
        self._keyed: set[int] = set()
        self._frames = range(0)
        self._mark = 0
        self._last_id = 0
        self._is_made = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._put_some)
        self._arrived.connect(self._queue)
        runner.ended.connect(self._end)

    @property
    def is_arriving(self) -> bool:
        """Whether mattes are still being put into the document."""
        return self._thing is not None

    def run(self, direction: str, frames: range) -> None:
        """Propagate over some frames; says what is missing where it cannot begin.

        Parameters
        ----------
        direction : str
            `both`, `forward` or `backward`.
        frames : range
            Those that are to have mattes.
        """
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None or not frames:
            self._desk.document.noticed.emit(self.tr("Paint something on a frame first."))
            return
        if self._runner.is_running or self.is_arriving:
            self._desk.document.noticed.emit(self.tr("Another job is running; press Esc to stop it."))
            return
        keys = self._keys(thing, frames)
        if not keys:
            self._desk.document.noticed.emit(
                self.tr("No frame from {0} to {1} has a mask of {2} to start from.").format(
                    frames[0], frames[-1], thing.settings.name
                )
            )
            return
        request = CarryRequest(self._desk.frames.clip, frames[0], frames[-1], direction, keys)
        self._thing, self._frames, self._is_made = thing, frames, False
        self._project, self._keyed = project, {key.frame for key in keys}
        self._put.clear()
        self._mark = self._last_id = project.history.mark()
        name = self.tr("Propagating {0}").format(thing.settings.name)

        def do(tell: Tell) -> list[Carried]:
            def pass_on(message: Message) -> None:
                tell(message)
                if isinstance(message, FrameMade):
                    self._pass_on(_carried(message))

            return carried(request, pass_on)

        self._runner.start(Work(name, do, self._take))

    def _pass_on(self, made: Carried) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._arrived.emit(made)

    def _keys(self, thing: ProjectObject, frames: range) -> tuple[MatteRequest, ...]:
        """Freeze what there is on the frames it starts from: the user's keys, and the frame that is shown."""
        project = self._desk.document.project
        assert project is not None
        layers = [placed.layer for placed in project.layers.of(thing.id)]
        here = self._desk.playhead.frame
        wanted = [frame for frame in key_frames(layers) if frame in frames]
        state = frame_state(tuple(layers), here, MatteClass.MAIN)
        if here in frames and here not in wanted and state is not FrameState.EMPTY:
            wanted.append(here)
        made = []
        for frame in wanted:
            request = self._desk.mattes.request(frame, only=thing.id)
            if request is not None and request.objects[0].layers:
                made.append(request)
        return tuple(made)

    def _queue(self, one: Carried) -> None:
        """Put a matte into the document as soon as there is time for it."""
        if self._thing is not None and one.frame in self._frames and one.frame not in self._keyed:
            self._waiting.append(one)
            self._timer.start(0)

    def _take(self, made: list[Carried]) -> None:
        """Take what was delivered besides what came before: what a former run had made already."""
        there = self._put | {one.frame for one in self._waiting}
        here = self._desk.playhead.frame
        rest = [one for one in made if one.frame not in there]
        self._waiting += sorted(rest, key=lambda one: abs(one.frame - here))
        self._is_made = True

    def _end(self) -> None:
        """Nothing more comes, whether all is made or it was stopped; what was made is kept."""
        if self._thing is not None:
            self._timer.start(0)

    def _put_some(self) -> None:
        """Put a few mattes at a time into the document, to keep the window quick; make them one step."""
        project, thing = self._desk.document.project, self._thing
        if project is None or project is not self._project or thing is None:
            self._finish(None)  # another project is open by now
            return
        if not self._waiting:
            self._timer.stop()
            if not self._runner.is_running:
                self._gather(project, thing)
            return
        if project.history.mark() != self._last_id:
            self._mark = project.history.mark()  # the user edited in between; that stays a step of its own
        some, self._waiting = self._waiting[:_A_TIME], self._waiting[_A_TIME:]
        with self._desk.document.attempt(), project.edit("Propagate", Place(thing.shot_id, some[0].frame)):
            for one in some:
                source = project.layers.propagation_source(thing.id, MatteClass.MAIN, one.frame)
                matte = FrameMatte(
                    one.frame,
                    FrameState.AI,
                    digest_of(one.encoded),
                    made_from=source,
                    confidence=one.confidence,
                )
                project.layers.put_matte(thing.id, matte, one.encoded)
                self._put.add(one.frame)
        self._last_id = project.history.mark()

    def _gather(self, project: Project, thing: ProjectObject) -> None:
        """Make what came one step, and find the frame that is worth correcting."""
        if self._put:
            with self._desk.document.attempt():
                project.history.gather(self._mark, "Propagate")
        wanted = [frame for frame in frames_in_need(project, thing.id, self._frames) if frame in self._put]
        self._finish(wanted[0] if wanted and self._is_made else None)

    def _finish(self, worst: int | None) -> None:
        self._timer.stop()
        self._waiting = []
        self._thing = None
        self.finished.emit(worst)


def _carried(made: FrameMade) -> Carried:
    matte = cv2.imdecode(np.frombuffer(made.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    return Carried(made.index, encode_matte(np.asarray(matte, np.uint8)), made.confidence)


def carried(request: CarryRequest, tell: Tell) -> list[Carried]:
    """Propagate in a worker process and read what it made.

    Parameters
    ----------
    request : CarryRequest
        What is carried where.
    tell : callable
        Is told progress; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done.
    """
    with tempfile.TemporaryDirectory(prefix="cleanplate-") as name:
        folder = Path(name)
        sources = [_written(key, folder) for key in request.keys]
        scores = folder / "confidence.json"
        render(
            PropagationRequest(
                clip=request.clip,
                keys=tuple(sources),
                out=str(folder / "mattes"),
                frames=f"{request.first}-{request.last}",
                direction=request.direction,
                confidence_out=scores,
            ),
            tell,
        )
        keyed = {key.frame for key in request.keys}
        wanted = [frame for frame in range(request.first, request.last + 1) if frame not in keyed]
        return list(_read(folder / "mattes", wanted, _confidences(scores)))


def _written(key: MatteRequest, folder: Path) -> KeySource:
    path = folder / f"key-{key.frame}.png"
    coded, data = cv2.imencode(".png", plain_matte(key, 0))
    if not coded:
        raise UsageError("the mask of a key frame is empty", remedy="paint it again", frame=key.frame)
    path.write_bytes(data.tobytes())
    return KeySource(str(key.frame), path)


def _confidences(path: Path) -> dict[int, float]:
    if not path.is_file():
        return {}
    found = {}
    for frame in json.loads(path.read_text(encoding="utf-8"))["frames"]:
        for told in frame["objects"].values():
            found[int(frame["index"])] = max(0.0, min(float(told["confidence"]), 1.0))
    return found


def _read(folder: Path, frames: Iterable[int], confidences: dict[int, float]) -> Iterable[Carried]:
    for frame in frames:
        path = folder / f"{frame:05d}.png"
        if path.is_file():
            matte = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
            if matte is not None:
                encoded = encode_matte(np.asarray(matte, np.uint8))
                yield Carried(frame, encoded, confidences.get(frame))
