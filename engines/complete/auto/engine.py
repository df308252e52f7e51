"""The engine's face: the explicit engine's windows and fills, with a network's where nothing was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from engines.complete.auto.planning import plan_window
from engines.complete.auto.trial import network_wins
from engines.complete.auto.unseen import Unseen
from engines.complete.contract import Fill, Origin, Plan, Provenance, Shape, Window
from engines.complete.explicit import ExplicitEngine, ExplicitSettings
from engines.complete.explicit.engine import fills_of, no_fills
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import PictureRun
from engines.complete.explicit.provenance import sources
from engines.complete.explicit.rendering import render
from engines.complete.learned.engine import Load, check_device, load_network, pinned
from engines.complete.learned.filling import Manner, fill_pictures
from engines.complete.learned.kinds import AUTO_STEP, KINDS, best_present
from engines.complete.learned.network import FillNetwork
from engines.complete.learned.settings import NetworkSettings


@dataclass(frozen=True, slots=True)
class AutoSettings:
    """How hard to work, and with what.

    Attributes
    ----------
    explicit : ExplicitSettings
        Of the engine that goes first.
    network : NetworkSettings
        Of the network that fills what no frame shows.
    network_name : str or None
        `sttn`, `opn` or `rnot`; None for the best one that has weights here, if any has.
    """

    explicit: ExplicitSettings = field(default_factory=ExplicitSettings)
    network: NetworkSettings = field(default_factory=lambda: NetworkSettings(steadiness=4.0))
    network_name: str | None = None


class AutoEngine:
    """Real pixels first; for what no frame shows, a network, where it does better than the surroundings.

    Parameters
    ----------
    settings : AutoSettings
        How hard to work, and with what.
    load : callable
        Brings the network.
    """

    name = "auto"

    def __init__(self, settings: AutoSettings | None = None, load: Load = load_network) -> None:
        self._settings = settings or AutoSettings()
        self._explicit = ExplicitEngine(self._settings.explicit)
        self._load = load
        self._loaded: FillNetwork | None = None
        self._has_room = True

    @property
    def settings(self) -> AutoSettings:
        """What the engine was built with."""
        return self._settings

    def on(self, device: str, precision: str) -> Self:
        """Return the same engine for another device, and settle on a network.

        Raises
        ------
        DeviceError
            If there is no such device or precision here.
        WeightsError
            If the network's weights are damaged.
        """
        check_device(device, precision)
        name = self._settings.network_name or best_present()
        network = replace(self._settings.network, device=device, precision=precision)
        if name is not None:
            network = pinned(name, network)
        return type(self)(replace(self._settings, network=network, network_name=name), self._load)

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window for a shot; where memory does not suffice for a network, there will be none.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        """
        name = self._network_name()
        if name is None:
            return self._explicit.plan(shape, frames, budget_bytes)
        plan = plan_window(shape, frames, budget_bytes, self._explicit, KINDS[name])
        self._has_room = plan is not None
        return plan or self._explicit.plan(shape, frames, budget_bytes)

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of the frames to be returned.

        Raises
        ------
        NothingToFillFromError
            If no pixel of any frame or source is known.
        ShapeError
            If the arrays do not fit together.
        WeightsError, DeviceError
            If the network cannot be had.
        """
        if self._network_name() is None or not self._has_room:
            return self._explicit.complete(window)
        with Pool() as pool:
            found = self._explicit.solve(window, pool)
            if found is None:
                return no_fills(window)
            run, solution = found
            marks = sources(run, solution, pool) if window.wants_provenance else None
            render(run, solution, pool, window.seed)
            unseen = Unseen(window, run, solution)
            # Most of what was found is needed no more, and the network needs the room.
            del found, solution
            filled = self._fill_unseen(unseen, window.seed, pool)
        if marks is not None:
            self._mark(run, marks, {window.start + i for i in filled})
        return fills_of(window, run, marks)

    def _fill_unseen(self, unseen: Unseen, seed: int, pool: Pool) -> Sequence[int]:
        """Fill what was made up, if the network does that better; return the positions where it did."""
        network = self._network() if len(unseen.wanted) else None
        if network is None:
            return ()
        manner = Manner(self._settings.network.steadiness, AUTO_STEP, seed)
        if not network_wins(unseen, network, manner, pool):
            return ()
        patches = fill_pictures(unseen.views, unseen.far, unseen.wanted, network, manner, pool, unseen.motion)
        for position, patch in zip(unseen.wanted, patches, strict=True):
            if patch is not None:
                unseen.lay(position, patch)
        return unseen.wanted

    def _mark(self, run: PictureRun, marks: Sequence[Provenance], filled: set[int]) -> None:
        name = self._network_name()
        for index, map_of_origins in zip(run.indices, marks, strict=True):
            if name is not None and index in filled:
                made_up = map_of_origins == Origin.SPATIAL
                np.copyto(map_of_origins, np.int32(KINDS[name].origin), where=made_up)

    def _network_name(self) -> str | None:
        return self._settings.network_name or best_present()

    def _network(self) -> FillNetwork | None:
        name = self._network_name()
        if self._loaded is None and name is not None:
            self._loaded = self._load(name, self._settings.network)
        return self._loaded
