"""Starts the window: `python -m ui [PATH]`."""

from __future__ import annotations

from ui.application import run

run()
