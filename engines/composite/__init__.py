"""Layers taken apart and put together again: a foreground over another background."""
