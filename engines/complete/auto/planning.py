"""Windows and memory where a network follows the explicit engine."""

from __future__ import annotations

from dataclasses import replace

from engines.complete.contract import Plan, Shape
from engines.complete.explicit import ExplicitEngine
from engines.complete.explicit.picture_run import working_scale
from engines.complete.learned.filling import MOST_MEMORY
from engines.complete.learned.kinds import AUTO_STEP, Kind
from engines.complete.learned.planning import planes_bytes, typical_crop
from engines.errors import BudgetError

_SMALL_BYTES_PER_PIXEL = 24


def plan_window(
    shape: Shape, frames: int, budget_bytes: int, explicit: ExplicitEngine, kind: Kind
) -> Plan | None:
    """Choose the explicit engine's window, shorter where the network would not fit beside it.

    What the explicit engine needs while it searches is free again when the network begins. The time is the
    explicit engine's: what no frame shows is not known yet, and most shots have nothing of it.

    Returns
    -------
    Plan or None
        None where there is no room for the network.

    Raises
    ------
    BudgetError
        If not even the explicit engine's smallest window fits.
    """
    plan = explicit.plan(shape, frames, budget_bytes)
    beside = _network_bytes(shape, plan, kind)
    while beside > budget_bytes:
        try:
            plan = explicit.plan(shape, frames, plan.memory_bytes * 3 // 4)
        except BudgetError:
            return None
        beside = _network_bytes(shape, plan, kind)
    return replace(plan, memory_bytes=max(plan.memory_bytes, beside))


def _network_bytes(shape: Shape, plan: Plan, kind: Kind) -> int:
    """Estimate the peak while the network works: the window as it was filled, and one step of the network."""
    pixels = shape.height * shape.width
    small = pixels * working_scale(shape.height, shape.width) ** 2
    kept = pixels * (6 * shape.itemsize + 3) + small * _SMALL_BYTES_PER_PIXEL
    planes = planes_bytes(typical_crop(shape, kind.sight), min(plan.window, AUTO_STEP), MOST_MEMORY)
    return round((plan.window + plan.far_count) * kept) + planes + kind.step_bytes
