"""Rectangles against each other."""

from __future__ import annotations

from engines.complete.explicit.picture_run import Box


def common(one: Box, other: Box) -> Box | None:
    """Return the part that two boxes share; None where they share none."""
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Box(top, left, bottom, right) if top < bottom and left < right else None


def within(part: Box, whole: Box) -> Box:
    """Return a part in the coordinates of the box that it lies in."""
    top, left = whole.top, whole.left
    return Box(part.top - top, part.left - left, part.bottom - top, part.right - left)
