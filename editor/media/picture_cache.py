"""Decoded pictures kept for a second look, within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict

from editor.media.picture import Picture


class PictureCache:
    """The pictures used last, dropped oldest first.

    Parameters
    ----------
    limit_bytes : int
        So much the planes together may take; a picture larger than that is not kept.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._size_bytes = 0
        self._pictures: OrderedDict[int, Picture] = OrderedDict()

    def get(self, index: int) -> Picture | None:
        """Return the picture of a frame if it is here."""
        picture = self._pictures.get(index)
        if picture is not None:
            self._pictures.move_to_end(index)
        return picture

    def put(self, picture: Picture) -> None:
        """Keep a picture under its own index."""
        if picture.index in self._pictures or _size_bytes(picture) > self._limit_bytes:
            return
        self._pictures[picture.index] = picture
        self._size_bytes += _size_bytes(picture)
        while self._size_bytes > self._limit_bytes:
            _, dropped = self._pictures.popitem(last=False)
            self._size_bytes -= _size_bytes(dropped)

    def capacity(self, picture_bytes: int) -> int:
        """How many pictures of a size fit, at least one."""
        return max(1, self._limit_bytes // max(1, picture_bytes))

    def clear(self) -> None:
        """Drop all."""
        self._pictures.clear()
        self._size_bytes = 0


def _size_bytes(picture: Picture) -> int:
    return sum(plane.nbytes for plane in picture.planes)
