"""Writing picture sequences: one file is one frame, and all of them appear together."""

from __future__ import annotations

from pathlib import Path

from editor.errors import UsageError
from editor.media.delivery import SequenceDelivery
from editor.media.layers import rgb_picture
from editor.media.output import (
    check_folder,
    discard,
    flush,
    partial_name,
    publish,
    write_error,
)
from editor.media.picture import Picture
from editor.media.picture_saving import PictureTags, save_picture
from editor.media.timecode import timecode_after

_ASSOCIATED_ALPHA_CODEC = "openexr"


class SequenceWriter:
    """Writes the frames of a delivery, in order, into a hidden folder; `close` makes them appear.

    A folder that does not exist yet appears whole. In one that exists already the pictures take their places
    one by one, each complete; nothing else in it is touched.

    Parameters
    ----------
    delivery : SequenceDelivery
        What was planned.
    overwrite : bool
        Whether existing pictures of these names may be replaced.

    Raises
    ------
    UsageError
        If a picture of these names exists, or the folder above does not.
    WriteError
        If the folder may not be written to.
    """

    def __init__(self, delivery: SequenceDelivery, *, overwrite: bool = False) -> None:
        self._delivery = delivery
        self._overwrite = overwrite
        self._written = 0
        self._is_open = True
        self._joins_folder = delivery.folder.is_dir()
        check_folder(delivery.folder if self._joins_folder else delivery.folder.parent)
        self._check_names()
        inside = delivery.folder / (delivery.prefix or "frames")
        self._partial = partial_name(inside if self._joins_folder else delivery.folder)
        discard(self._partial)
        try:
            self._partial.mkdir()
        except OSError as error:
            raise write_error(delivery.path, error) from error

    @property
    def partial(self) -> Path:
        """Where the output grows until `close`; to be discarded if this process dies."""
        return self._partial

    def write(self, picture: Picture) -> None:
        """Write the next frame.

        Parameters
        ----------
        picture : Picture
            YUV is converted to RGB; a composite should come as `composite_rgb` makes it, so that nothing
            outside the matte differs. Frames come in order, without gaps.

        Raises
        ------
        ValueError
            If it is not the next frame, or nothing is open.
        WriteError
            If the disk is full, or the picture cannot be written for another reason; nothing is left.
        """
        wanted = self._delivery.frames.start + self._written
        if not self._is_open or picture.index != wanted or wanted not in self._delivery.frames:
            raise ValueError(f"got frame {picture.index}, wanted {wanted} of {self._delivery.frames}")
        path = self._partial / self._delivery.name_of(wanted)
        try:
            save_picture(path, rgb_picture(picture), self._tags(wanted))
        except OSError as error:
            self.abort()
            raise write_error(self._delivery.path, error, wanted) from error
        self._written += 1

    def close(self) -> None:
        """Make the pictures appear under their final names.

        Raises
        ------
        ValueError
            If frames are missing.
        UsageError
            If pictures of these names came into being meanwhile.
        WriteError
            If the disk or the folder does not allow it.
        """
        missing = len(self._delivery.frames) - self._written
        if missing:
            self.abort()
            raise ValueError(f"{missing} frames were not written")
        try:
            self._publish()
        except OSError as error:
            raise write_error(self._delivery.path, error) from error
        finally:
            self.abort()

    def abort(self) -> None:
        """Leave nothing behind; after `close` nothing happens."""
        if self._is_open:
            self._is_open = False
            discard(self._partial)

    def _publish(self) -> None:
        pictures = [self._partial / self._delivery.name_of(index) for index in self._delivery.frames]
        if self._joins_folder:
            self._check_names()
            for picture in pictures:
                publish(picture, self._delivery.folder / picture.name, overwrite=self._overwrite)
        else:
            for picture in pictures:
                flush(picture)
            publish(self._partial, self._delivery.folder, overwrite=False)

    def _check_names(self) -> None:
        names = (self._delivery.name_of(index) for index in self._delivery.frames)
        existing = [name for name in names if (self._delivery.folder / name).exists()]
        if existing and not self._overwrite:
            others = f" and {len(existing) - 1} others exist" if len(existing) > 1 else " exists"
            raise UsageError(
                f"{existing[0]}{others} already",
                remedy="choose another name, or allow overwriting",
                path=self._delivery.folder,
            )

    def _tags(self, index: int) -> PictureTags:
        delivery, source = self._delivery, self._delivery.source
        timecode = None
        if delivery.timecode is not None:
            timecode = timecode_after(delivery.timecode, index - delivery.frames.start, source.rate)
        return PictureTags(
            kind=delivery.kind,
            sample_type=delivery.sample_type,
            has_associated_alpha=source.codec == _ASSOCIATED_ALPHA_CODEC,
            sample_aspect=source.sample_aspect,
            rotation_deg=source.rotation_deg,
            rate=source.rate,
            timecode=timecode,
            reel=source.reel,
        )
