"""The frames of a clip for painting, one after the other from any thread."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from editor.media.convert import Rgb, to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader

_KEPT = 3
_PICTURE_BYTES = 64 << 20


class ClipPictures:
    """Decodes frames as they are asked for; the last few are kept.

    Parameters
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern; it is opened when it is first asked.
    """

    def __init__(self, clip: str) -> None:
        self._clip = clip
        self._reader: FrameReader | None = None
        self._kept: OrderedDict[int, Rgb] = OrderedDict()
        self._lock = Lock()

    @property
    def clip(self) -> str:
        """The clip."""
        return self._clip

    def __call__(self, index: int) -> Rgb:
        """Decode a frame: H x W x 3, as `to_rgb` makes it; not to be written to.

        Raises
        ------
        MediaError
            If it cannot be read.
        """
        with self._lock:
            if index not in self._kept:
                self._kept[index] = to_rgb(self._opened().read(index))
            self._kept.move_to_end(index)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[index]

    @property
    def is_linear(self) -> bool:
        """Whether its codes are those of the shaper, because it is scene-linear."""
        with self._lock:
            return self._opened().info.format.is_float

    def close(self) -> None:
        """Give the clip back; it is opened again when it is asked."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
            self._reader = None
            self._kept.clear()

    def _opened(self) -> FrameReader:
        if self._reader is None:
            self._reader = open_clip(self._clip, cache_bytes=_PICTURE_BYTES)
        return self._reader
