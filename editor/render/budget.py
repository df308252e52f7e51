"""How the memory that a render may take is shared out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from editor.media.picture import ClipInfo
from editor.render.costs import picture_bytes
from editor.render.errors import EngineUnfitError, MemoryBudgetError
from editor.render.lanes import lane_count

if TYPE_CHECKING:
    from engines.complete.contract import CompletionEngine, Plan

_MIB = 1 << 20
_FULL_HD_PIXELS = 1920 * 1080
_FULL_HD_BYTES = 2300 * _MIB
_LARGEST_SHARE_OF_MACHINE = 0.6
_PROGRAMS_BYTES = 180 * _MIB
_DECODERS = 2
_PICTURES_IN_DECODER = 16
_MOST_DECODER_THREADS = 16
_AHEAD_BYTES = 128 * _MIB
_FEWEST_AHEAD = 2
_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be filled.

    Attributes
    ----------
    clip, size : ClipInfo
        The clip as it is stored, and at the size of the delivery.
    hole_share : float
        Mean share of the picture that is hole.
    box_share : float
        Mean share of the picture that the hole's bounding box takes.
    longest_shot : int
        Its frames.
    encoder_bytes : int
        Memory that the encoders take.
    """

    clip: ClipInfo
    size: ClipInfo
    hole_share: float
    box_share: float
    longest_shot: int
    encoder_bytes: int = 0

    @property
    def lanes(self) -> int:
        """Pictures that engines see of each frame."""
        return lane_count(self.size.field_order)

    @property
    def itemsize(self) -> int:
        """Bytes of a sample that engines see."""
        return 1 if self.clip.format.bit_depth <= 8 else 2

    @property
    def engine_frame_bytes(self) -> int:
        """A frame as engines see it, all lanes, with its matte."""
        return self.size.width * self.size.height * (3 * self.itemsize + 1)

    @property
    def picture_bytes(self) -> int:
        """A frame as it is delivered, with its matte."""
        return picture_bytes(self.size) + self.size.width * self.size.height


@dataclass(frozen=True, slots=True)
class Budget:
    """What a render will work with.

    Attributes
    ----------
    plan : Plan
        The engine's.
    ahead, behind : int
        Frames that may wait to be filled, and to be written.
    peak_bytes : int
        Estimate over all processes.
    """

    plan: Plan
    ahead: int
    behind: int
    peak_bytes: int


def default_memory_bytes(size: ClipInfo) -> int:
    """Memory for a render when the user says nothing: by picture size, within the machine's."""
    pixels = max(1.0, size.width * size.height / _FULL_HD_PIXELS)
    machine = psutil.virtual_memory().total * _LARGEST_SHARE_OF_MACHINE
    return int(min(_FULL_HD_BYTES * pixels, machine))


def fit(engine: CompletionEngine[object], task: Task, memory_bytes: int, share: float = 1.0) -> Budget:
    """Find the largest window with which all processes together stay within the memory.

    Parameters
    ----------
    engine : CompletionEngine
        Plans.
    task : Task
        What is to be filled.
    memory_bytes : int
        Over all processes.
    share : float
        Share of what is left beside the programs that may be used.

    Raises
    ------
    MemoryBudgetError
        If not even the smallest window fits.
    EngineUnfitError
        If the engine lacks something else.
    """
    from engines.complete.contract import Shape
    from engines.errors import BudgetError, EngineError

    lane_height = -(-task.size.height // task.lanes)
    shape = Shape(lane_height, task.size.width, task.itemsize, task.hole_share)
    allowed = int((memory_bytes - _fixed_bytes(task)) * share)
    limit_bytes = _fixed_bytes(task) + allowed
    try:
        for _ in range(_ATTEMPTS):
            budget = _budget(engine.plan(shape, task.longest_shot, max(0, allowed)), task)
            if budget.peak_bytes <= limit_bytes:
                return budget
            allowed = min(allowed, budget.plan.memory_bytes) - (budget.peak_bytes - limit_bytes)
    except BudgetError as error:
        budget = _budget(engine.plan(shape, task.longest_shot, error.needed_bytes), task)
        if budget.peak_bytes <= limit_bytes:
            return budget
    except EngineError as error:
        raise EngineUnfitError(engine.name, str(error)) from error
    raise MemoryBudgetError(budget.peak_bytes, memory_bytes)


def _budget(plan: Plan, task: Task) -> Budget:
    fresh = max(1, plan.window - plan.lookahead)
    loaded_bytes = task.engine_frame_bytes + task.picture_bytes
    ahead = max(_FEWEST_AHEAD, min(fresh, _AHEAD_BYTES // loaded_bytes))
    other_lanes_bytes = plan.window * task.engine_frame_bytes * (task.lanes - 1) // task.lanes
    fill_bytes = int(task.box_share * task.engine_frame_bytes)
    peak_bytes = (
        _fixed_bytes(task)
        + plan.memory_bytes
        + other_lanes_bytes
        + plan.far_count * task.engine_frame_bytes
        + ahead * loaded_bytes
        + (plan.window + fresh) * task.picture_bytes
        + 2 * fresh * fill_bytes
    )
    return Budget(plan, ahead, fresh, peak_bytes)


def _fixed_bytes(task: Task) -> int:
    threads = min(_MOST_DECODER_THREADS, os.cpu_count() or 1)
    in_decoders = _DECODERS * (_PICTURES_IN_DECODER + threads) * picture_bytes(task.clip)
    return _PROGRAMS_BYTES + in_decoders + task.encoder_bytes
