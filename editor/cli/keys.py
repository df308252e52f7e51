"""Key mattes as the command line names them."""

from __future__ import annotations

from pathlib import Path

from editor.errors import UsageError
from editor.render.propagation.request import KeySource

_NOT_IN_NAMES = frozenset('/\\=@:*?"<>|')


def key_source(text: str) -> KeySource:
    """Read one `--key`.

    Raises
    ------
    UsageError
        If it is none.
    """
    where, equals, path = text.partition("=")
    name, at, frame = where.rpartition("@")
    if not (equals and path and frame.strip()) or (at and not name.strip()):
        raise UsageError(f"{text!r} is no key matte", remedy="write --key like 0=painted.png")
    name = name.strip()
    if _NOT_IN_NAMES & set(name) or name.startswith("."):
        raise UsageError(f"{name!r} cannot be an object's name", remedy="use letters, digits and spaces")
    return KeySource(frame.strip(), Path(path), name)
