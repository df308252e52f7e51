"""Windows and memory of the explicit engine."""

from __future__ import annotations

from engines.complete.contract import Plan, Shape


def plan_window(shape: Shape, frames: int, budget_bytes: int) -> Plan:
    """TODO."""
    return Plan(60, 10, 10, 0, 1, 0.1)
