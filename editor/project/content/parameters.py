"""Values of the document as text in a row."""

from __future__ import annotations

import json
from typing import TypeVar

from editor.masks.model.values import from_values, to_values

_Model = TypeVar("_Model")


def to_text(value: object) -> str:
    """Put what JSON can hold into text; equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def model_text(model: object, *, without: str | None = None) -> str:
    """Put a dataclass of `editor.masks.model` into text, but for the one attribute that is kept elsewhere."""
    values = to_values(model)
    if without is not None:
        del values[without]
    return to_text(values)


def model_from(kind: type[_Model], text: str, **kept: object) -> _Model:
    """Make a dataclass of `editor.masks.model` from its text and the attribute that was kept elsewhere."""
    return from_values(kind, {**json.loads(text), **kept})
