"""Burned-in text of any script: found by its strokes, believed for how it stays while all else moves."""

from engines.detect.text.finding import TextEvent, TextSettings, find_text

__all__ = ["TextEvent", "TextSettings", "find_text"]
