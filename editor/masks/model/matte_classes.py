"""The mattes that one object may have."""

from __future__ import annotations

from enum import StrEnum


class MatteClass(StrEnum):
    """What of an object a matte covers: the thing itself, or the shadow or reflection that goes with it."""

    MAIN = "main"
    SHADOW = "shadow"
    REFLECTION = "reflection"
