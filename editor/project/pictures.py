"""The pictures of a shot, for tools that look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from editor.media.convert import Rgb, to_rgb
from editor.media.opening import open_clip
from editor.project.content.shots import Shot
from editor.project.document import Document


@contextmanager
def pictures_of(document: Document, shot: Shot) -> Iterator[Callable[[int], Rgb]]:
    """Open the clip of a shot.

    Yields
    ------
    callable
        Gives frames by their index: H x W x 3, uint8 or uint16, as `to_rgb` makes them.

    Raises
    ------
    MediaError, UsageError
        If the clip is missing, was exchanged, or cannot be read.
    """
    with closing(open_clip(document.media.present(shot.media_id))) as reader:
        yield lambda index: to_rgb(reader.read(index))
