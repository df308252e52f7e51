"""Logos and watermarks: overlays that stay where they are while the scene moves behind them."""

from engines.detect.overlay.finding import OverlayEvent, OverlaySettings, find_overlays

__all__ = ["OverlayEvent", "OverlaySettings", "find_overlays"]
