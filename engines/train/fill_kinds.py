"""The networks that can be trained to fill: how each is built, asked, and used when it is checked."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

import torch
from torch import Tensor, nn

from engines.complete.learned.auto_sttn_fill import AutoSttnFill, AutoSttnSettings
from engines.complete.learned.opn_fill import OpnFill, OpnSettings
from engines.complete.learned.rnot_fill import RnotFill, RnotSettings
from engines.complete.learned.sttn_fill import SttnFill
from engines.complete.learned.sttn_windows import SttnSettings
from engines.errors import MissingWeightsError
from engines.nets.cards import Network
from engines.nets.opn import OPN
from engines.nets.rnot import RNoT
from engines.nets.sttn import (
    AUTO_QUARTER_GRIDS,
    AUTO_SMALL_CHANNELS,
    AUTO_STTN_GRIDS,
    SMALL_CHANNELS,
    STTN_GRIDS,
    SttnGenerator,
    size_step_px,
)
from engines.nets.sttn_discriminator import SttnDiscriminator
from engines.nets.tcn import TCN
from engines.nets.weights import find, load_into
from engines.nets.weights_networks import fresh
from engines.train.adversary import Adversary, JudgeSettings, PatchJudge
from engines.train.clips.drawing import Batches, ClipSettings
from engines.train.clips.timing import Timing
from engines.train.effort import Alone, Companion, Ranks
from engines.train.fill_opn import OpnTask, RnotTask, TcnTask
from engines.train.fill_scores import Filler
from engines.train.fill_sttn import AutoSttnTask, SttnTask
from engines.train.loop import Schedule, Task

_JUDGE_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Setting:
    """What a task is made in.

    Attributes
    ----------
    source : callable
        Gives batches by number.
    rate : callable
        Learning rate of a batch's number.
    has_judge : bool
        Whether a judge learns, too.
    judge_width : int
        Channels of its first convolution.
    device : torch.device
        Where the network is.
    ranks : Ranks
        The processes that share the training.
    """

    source: Batches
    rate: Callable[[int], float]
    has_judge: bool
    device: torch.device
    ranks: Ranks
    judge_width: int = _JUDGE_WIDTH


@dataclass(frozen=True, slots=True)
class FillKind:
    """One network.

    Attributes
    ----------
    network : Network
        Whose weights are made.
    build : callable
        Makes it with first weights.
    task : callable
        Makes what it learns, and what learns beside it.
    filler : callable
        Makes a filler of it, which copies its weights.
    step_px : (int, int)
        Width and height of its clips are multiples of these.
    size, frames, batch : (int, int), int, int
        Of the clips, as its authors have them.
    schedule : Schedule
        How it learns; steps and rates are replaced by what is asked for.
    scattered : float
        How often frames of a clip come from all over the footage.
    has_flow, is_overlaid : bool
        What its clips have beside pictures and holes.
    """

    network: Network
    build: Callable[[], nn.Module]
    task: Callable[[Setting], tuple[Task[Any], Companion]]
    filler: Callable[[nn.Module, torch.device], Filler]
    step_px: tuple[int, int]
    size: tuple[int, int]
    frames: int = 5
    batch: int = 8
    schedule: Schedule = field(default_factory=lambda: Schedule(1))
    scattered: float = 0.0
    has_flow: bool = False
    is_overlaid: bool = False

    def clips(self, size: tuple[int, int], frames: int, largest_step: int) -> ClipSettings:
        """Say how its clips are made."""
        timing = Timing(frames, largest_step, self.scattered, reversed_share=0.5)
        return ClipSettings(size, timing, has_flow=self.has_flow, is_overlaid=self.is_overlaid)


def first_weights(kind: FillKind, seed: int) -> nn.Module:
    """Build a network whose first weights depend on a seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return kind.build()


def _sttn_task(setting: Setting) -> tuple[Task[Any], Companion]:
    judge = _sttn_judge(setting)
    return SttnTask(setting.source, judge, setting.device), judge or Alone()


def _auto_sttn_task(setting: Setting) -> tuple[Task[Any], Companion]:
    judge = _sttn_judge(setting)
    return AutoSttnTask(setting.source, judge, setting.device), judge or Alone()


def _opn_task(setting: Setting) -> tuple[Task[Any], Companion]:
    return OpnTask(setting.source, setting.device), Alone()


def _rnot_task(setting: Setting) -> tuple[Task[Any], Companion]:
    judge = None
    if setting.has_judge:
        settings = JudgeSettings(lambda number: setting.rate(number) / 10, 0.0, 0.9, is_hinge=False)
        judge = Adversary(PatchJudge(setting.judge_width).to(setting.device), settings, setting.ranks)
    return RnotTask(setting.source, judge, setting.device), judge or Alone()


def _tcn_task(setting: Setting) -> tuple[Task[Any], Companion]:
    completed = OpnFill(_opn(), None, settings=OpnSettings(), device=setting.device, dtype=torch.float32)
    return TcnTask(setting.source, completed, setting.device), Alone()


def _sttn_judge(setting: Setting) -> Adversary | None:
    if not setting.has_judge:
        return None
    judge = SttnDiscriminator(setting.judge_width).to(setting.device)
    return Adversary(judge, JudgeSettings(setting.rate), setting.ranks)


def _opn() -> OPN:
    """Bring OPN, whose fills TCN steadies.

    Raises
    ------
    MissingWeightsError
        If there are no weights for it.
    """
    model = find(Network.OPN)
    if model is None:
        raise MissingWeightsError(Network.OPN.value)
    module = fresh(Network.OPN)
    load_into(module, model)
    return cast(OPN, module)


def _sttn_filler(module: nn.Module, device: torch.device) -> Filler:
    generator = cast(SttnGenerator, module)
    return SttnFill(generator, settings=SttnSettings(), device=device, dtype=torch.float32).fill


def _auto_sttn_filler(module: nn.Module, device: torch.device) -> Filler:
    settings = AutoSttnSettings()
    fill = AutoSttnFill(cast(SttnGenerator, module), settings=settings, device=device, dtype=torch.float32)

    def erase(frames: Tensor, holes: Tensor) -> Tensor:  # noqa: ARG001
        return fill.erase(frames)

    return erase


def _small_auto_sttn_filler(module: nn.Module, device: torch.device) -> Filler:
    """Let it see clips of the size it learns from as they are, all frames at once."""

    @torch.inference_mode()
    def erase(frames: Tensor, holes: Tensor) -> Tensor:  # noqa: ARG001
        made = cast(Tensor, network(frames[None].to(device) * 2 - 1))
        return ((made[0] + 1) / 2).clamp(0, 1)

    network = copy.deepcopy(module).eval()
    return erase


def _opn_filler(module: nn.Module, device: torch.device) -> Filler:
    return OpnFill(cast(OPN, module), None, settings=OpnSettings(), device=device, dtype=torch.float32).fill


def _tcn_filler(module: nn.Module, device: torch.device) -> Filler:
    return OpnFill(_opn(), cast(TCN, module), settings=OpnSettings(), device=device, dtype=torch.float32).fill


def _rnot_filler(module: nn.Module, device: torch.device) -> Filler:
    return RnotFill(cast(RNoT, module), settings=RnotSettings(), device=device, dtype=torch.float32).fill


def _wide_first(grids_step_px: tuple[int, int]) -> tuple[int, int]:
    return grids_step_px[1], grids_step_px[0]


_LIKE_STTN = Schedule(1, 1e-4, warm_up=0, weight_decay=0.0, momentum=0.0, square_momentum=0.99)
_LIKE_OPN = Schedule(1, 1e-4, warm_up=0, weight_decay=0.0)
_LIKE_RNOT = Schedule(1, 1e-4, warm_up=0, weight_decay=0.0, momentum=0.0, square_momentum=0.9)
_SMALL = Schedule(1, 1e-3, warm_up=50, weight_decay=0.0, momentum=0.0, square_momentum=0.99)
_GATING = Schedule(1, 1e-3, warm_up=50, weight_decay=0.0, square_momentum=0.99)
_STTN_STEP, _AUTO_STEP, _QUARTER = (
    _wide_first(size_step_px(grids)) for grids in (STTN_GRIDS, AUTO_STTN_GRIDS, AUTO_QUARTER_GRIDS)
)

FILL_KINDS: Mapping[str, FillKind] = MappingProxyType(
    {
        "sttn": FillKind(
            Network.STTN, SttnGenerator, _sttn_task, _sttn_filler, _STTN_STEP, (432, 240),
            schedule=_LIKE_STTN, scattered=0.5,
        ),
        "sttn-small": FillKind(
            Network.STTN_SMALL, lambda: SttnGenerator(channels=SMALL_CHANNELS), _sttn_task, _sttn_filler,
            _STTN_STEP, (432, 240), batch=4, schedule=_SMALL, scattered=0.5,
        ),
        "opn": FillKind(
            Network.OPN, OPN, _opn_task, _opn_filler, (4, 4), (256, 256), batch=4, schedule=_LIKE_OPN,
        ),
        "tcn": FillKind(
            Network.TCN, TCN, _tcn_task, _tcn_filler, (8, 8), (256, 256), frames=7, batch=4,
            schedule=_LIKE_OPN, has_flow=True,
        ),
        "rnot": FillKind(
            Network.RNOT, RNoT, _rnot_task, _rnot_filler, (4, 4), (256, 256), schedule=_LIKE_RNOT,
        ),
        "auto-sttn": FillKind(
            Network.AUTO_STTN, lambda: SttnGenerator(AUTO_STTN_GRIDS), _auto_sttn_task, _auto_sttn_filler,
            _AUTO_STEP, (640, 120), schedule=_LIKE_STTN, is_overlaid=True,
        ),
        "auto-sttn-small": FillKind(
            Network.AUTO_STTN_SMALL,
            lambda: SttnGenerator(AUTO_QUARTER_GRIDS, AUTO_SMALL_CHANNELS, gates=True), _auto_sttn_task,
            _small_auto_sttn_filler, _QUARTER, (160, 120), frames=2, batch=4, schedule=_GATING,
            is_overlaid=True,
        ),
    }
)  # fmt: skip
