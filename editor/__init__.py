"""The document and the work on it: media, masks, rendering and the terminal face; no Qt, no torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.project.project import Project

__all__ = ["Project"]


def __getattr__(name: str) -> object:
    """Import `Project` when it is asked for, so that no verb waits for what it does not need."""
    if name != "Project":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from editor.project.project import Project

    return Project
