"""Drawn layers kept for a second look, within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from editor.masks.evaluate.areas import Patch

_ENTRY_BYTES = 1024


class PatchCache:
    """The patches used last, dropped oldest first.

    Parameters
    ----------
    limit_bytes : int
        So much they may take together; a patch larger than that is not kept.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._size_bytes = 0
        self._patches: OrderedDict[Hashable, Patch] = OrderedDict()

    @property
    def size_bytes(self) -> int:
        """How much they take together."""
        return self._size_bytes

    def get(self, key: Hashable) -> Patch | None:
        """Return the patch of a key; None where it is not here."""
        patch = self._patches.get(key)
        if patch is not None:
            self._patches.move_to_end(key)
        return patch

    def keep(self, key: Hashable, patch: Patch) -> None:
        """Keep a patch that is not here yet."""
        if _size_bytes(patch) > self._limit_bytes:
            return
        self._patches[key] = patch
        self._size_bytes += _size_bytes(patch)
        while self._size_bytes > self._limit_bytes:
            _, dropped = self._patches.popitem(last=False)
            self._size_bytes -= _size_bytes(dropped)


def _size_bytes(patch: Patch) -> int:
    return patch.pixels.nbytes + _ENTRY_BYTES
