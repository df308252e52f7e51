"""What lies behind half-transparent overlays, taken from below them instead of from elsewhere."""

from engines.complete.unblend.engine import UnblendingEngine
from engines.complete.unblend.overlay import Overlay
from engines.complete.unblend.solving import NotSeparableError, solve_overlay

__all__ = ["NotSeparableError", "Overlay", "UnblendingEngine", "solve_overlay"]
