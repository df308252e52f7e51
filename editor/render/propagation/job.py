"""A propagation's request, checked against its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.errors import UsageError
from editor.media.output import check_folder
from editor.media.picture import ClipInfo, FieldOrder
from editor.media.playback.proxies import cache_folder
from editor.render.errors import EngineChoiceError, EngineUnfitError
from editor.render.fingerprint import files_of, job_key
from editor.render.frame_range import frame_index, frame_range
from editor.render.propagation.kept_weights import KeptWeights
from editor.render.propagation.keys import KeyMattes, load_keys
from editor.render.propagation.request import PropagationRequest

if TYPE_CHECKING:
    from engines.propagate.contract import MakeStepper, PropagationTask

_METHOD = 3
"""Raised when the same request gives other mattes than before."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What is to be done.

    Attributes
    ----------
    request : PropagationRequest
        What was asked for.
    clip : ClipInfo
        What the probe found.
    frames : range
        Those that are to be made.
    keys : dict
        The key mattes, by object and frame.
    pinned : frozenset of int
        Frames that have a matte from elsewhere.
    make_stepper : callable
        The engine.
    """

    request: PropagationRequest
    clip: ClipInfo
    frames: range
    keys: KeyMattes
    pinned: frozenset[int]
    make_stepper: MakeStepper

    @property
    def key(self) -> str:
        """Of clip and settings; what was made from others is stale.

        Raises
        ------
        OSError
            If a file of the clip is missing by now.
        """
        from engines.propagate.registry import weights_of

        request = self.request
        settings = (
            _METHOD,
            request.engine,
            request.adapt,
            weights_of(request.engine),
            request.alpha_px,
            request.seed,
            request.precision,
        )
        return job_key(settings, [files_of(request.clip)])

    def task(self, cuts: tuple[int, ...]) -> PropagationTask:
        """Say what the engine is to do."""
        from engines.propagate.contract import Direction, ObjectKeys, PropagationTask

        return PropagationTask(
            tuple(ObjectKeys(name, mattes) for name, mattes in sorted(self.keys.items())),
            self.frames,
            cuts,
            self.pinned,
            Direction(self.request.direction),
            self.request.seed,
        )

    def notices(self) -> Iterator[str]:
        """Tell what the user should know before the start."""
        name = self.clip.path.name
        if self.clip.field_order is not FieldOrder.PROGRESSIVE:
            yield f"{name} is interlaced ({self.clip.field_order.value}): both fields get one matte"
        if self.clip.missing_numbers:
            first = self.clip.missing_numbers[0]
            yield f"{len(self.clip.missing_numbers)} pictures are missing, the first with the number {first}"


def prepare(request: PropagationRequest, clip: ClipInfo, look: Callable[[], None] = lambda: None) -> Job:
    """Check a request against its files.

    Parameters
    ----------
    request : PropagationRequest
        What was asked for.
    clip : ClipInfo
        What the probe found.
    look : callable
        Is called while a network learns; may raise to stop.

    Raises
    ------
    MediaError
        If a key matte is missing or damaged.
    UsageError
        If the parts of the request do not fit together.
    """
    frames = frame_range(request.frames, clip)
    pinned = frozenset(frame_index(text, clip) for text in request.pinned)
    keys = load_keys(request.keys, clip, [index for index in frames if index not in pinned])
    if request.confidence_out is not None:
        _check_confidence_out(request.confidence_out, overwrite=request.overwrite)
    return Job(request, clip, frames, keys, pinned, _engine(request, look))


def _check_confidence_out(path: Path, *, overwrite: bool) -> None:
    check_folder(path.absolute().parent)
    if path.is_dir():
        raise UsageError("it is a folder", remedy="name a file in it", path=path)
    if path.exists() and not overwrite:
        raise UsageError("it exists already", remedy="choose another name, or allow overwriting", path=path)


def _engine(request: PropagationRequest, look: Callable[[], None]) -> MakeStepper:
    from engines.errors import EngineError, UnknownEngineError
    from engines.propagate.registry import ADAPTATIONS, ENGINES, can_adapt, stepper_maker

    if request.adapt not in ADAPTATIONS:
        raise UsageError(
            f"{request.adapt!r} is no way to adapt", remedy=f"choose one of {', '.join(ADAPTATIONS)}"
        )
    if request.engine in ENGINES and request.adapt == "always" and not can_adapt(request.engine):
        raise UsageError(
            f"engine {request.engine!r} has no network that could adapt", remedy="choose auto or net"
        )
    try:
        return stepper_maker(
            request.engine,
            device=request.device,
            precision=request.precision,
            seed=request.seed,
            adapt=request.adapt,
            store=KeptWeights(cache_folder() / "learned"),
            look=look,
        )
    except UnknownEngineError as error:
        raise EngineChoiceError(request.engine, ENGINES) from error
    except EngineError as error:
        raise EngineUnfitError(request.engine, str(error)) from error
