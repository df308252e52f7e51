"""Writing movies: pictures in order in, one complete file out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import cast

import av
from av.codec.context import Flags
from av.container import OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from editor.media.codecs import CODECS, CONTAINERS, Trait
from editor.media.delivery import MovieDelivery
from editor.media.fitting import encoder_options
from editor.media.formats import pixel_format
from editor.media.matroska_display import ROOM, write_display
from editor.media.metadata import carried
from editor.media.output import WriteError, check_output, discard, partial_name, publish, write_error
from editor.media.passthrough import Passthrough
from editor.media.picture import FieldOrder, Picture
from editor.media.quicktime_display import write_rotation
from editor.media.recode import encoder_format, encoder_frame, recoded
from editor.media.sequence_name import is_picture
from editor.media.timing import timing_of

_LIMITED, _FULL = 1, 2
_FIELD_ORDER_CODES = {FieldOrder.PROGRESSIVE: 1, FieldOrder.TOP_FIRST: 2, FieldOrder.BOTTOM_FIRST: 3}
_QUICKTIME_TAGS = frozenset({"title", "artist", "album", "comment", "copyright", "genre", "creation_time"})
_MUXER_OPTIONS = {"avoid_negative_ts": "disabled", "fflags": "+bitexact"}


class MovieWriter:
    """Writes the frames of a delivery, in order, beside the final name; `close` makes the file appear.

    Parameters
    ----------
    delivery : MovieDelivery
        What was planned.
    overwrite : bool
        Whether an existing file of that name may be replaced.

    Raises
    ------
    UsageError
        If the file exists, or its folder does not.
    WriteError
        If the folder may not be written to.
    MediaError
        If the source, whose sound comes along, cannot be opened.
    """

    def __init__(self, delivery: MovieDelivery, *, overwrite: bool = False) -> None:
        check_output(delivery.path, overwrite=overwrite)
        self._delivery = delivery
        self._overwrite = overwrite
        self._spec = CONTAINERS[delivery.container]
        self._timing = timing_of(delivery.source, delivery.frames, self._spec)
        self._place_of = {pts: place for place, pts in enumerate(self._timing.pts)}
        self._written = 0
        self._is_open = True
        self._partial = partial_name(delivery.path)
        self._companions: Passthrough | None = None
        discard(self._partial)
        self._container = self._opened()
        try:
            self._stream = self._picture_stream()
            self._add_companions()
        except BaseException:
            self.abort()
            raise

    @property
    def partial(self) -> Path:
        """Where the output grows until `close`; to be discarded if this process dies."""
        return self._partial

    def write(self, picture: Picture) -> None:
        """Write the next frame.

        Parameters
        ----------
        picture : Picture
            Of the source's format, size and field order; frames come in order, without gaps.

        Raises
        ------
        ValueError
            If it is not the next frame, or nothing is open.
        WriteError
            If the disk is full, or the file cannot be written for another reason.
        """
        wanted = self._delivery.frames.start + self._written
        if not self._is_open or picture.index != wanted or wanted not in self._delivery.frames:
            raise ValueError(f"got frame {picture.index}, wanted {wanted} of {self._delivery.frames}")
        target = pixel_format(self._delivery.pixel_format)
        frame = encoder_frame(recoded(picture, target, self._delivery.colour))
        frame.pts = self._timing.pts[self._written]
        frame.time_base = self._timing.time_base
        try:
            self._mux(self._stream.encode(frame))
        except (FFmpegError, OSError) as error:
            raise self._failed(error, picture.index) from error
        self._written += 1

    def close(self) -> None:
        """Finish the file and make it appear under its final name.

        Raises
        ------
        ValueError
            If frames are missing.
        WriteError
            If the disk is full, or the file cannot be written for another reason; nothing is left of it.
        """
        missing = len(self._delivery.frames) - self._written
        if missing:
            self.abort()
            raise ValueError(f"{missing} frames were not written")
        try:
            self._mux(self._stream.encode(None))
            if self._companions is not None:
                self._companions.finish()
            self._container.close()
            self._amend()
            publish(self._partial, self._delivery.path, overwrite=self._overwrite)
        except (FFmpegError, OSError) as error:
            raise self._failed(error) from error
        finally:
            self.abort()

    def abort(self) -> None:
        """Leave nothing behind; after `close` nothing happens."""
        if not self._is_open:
            return
        self._is_open = False
        with suppress(FFmpegError, OSError):
            self._container.close()
        if self._companions is not None:
            self._companions.close()
        discard(self._partial)

    def _opened(self) -> OutputContainer:
        options = dict(_MUXER_OPTIONS)
        tags = carried(self._delivery.source.metadata)
        if Trait.EDIT_LIST in self._spec.holds:
            options["movie_timescale"] = str(_fine(self._timing.time_base.denominator))
            if set(tags) - _QUICKTIME_TAGS:
                options["movflags"] = "use_metadata_tags"
        try:
            container = av.open(str(self._partial), "w", format=self._spec.muxer, container_options=options)
        except (FFmpegError, OSError) as error:
            raise write_error(self._delivery.path, _os_error(error)) from error
        if Trait.METADATA in self._spec.holds:
            container.metadata.update(tags)
        return container

    def _picture_stream(self) -> VideoStream:
        codec = CODECS[self._delivery.codec]
        source = self._delivery.source
        options = encoder_options(source, pixel_format(self._delivery.pixel_format), codec)
        stream = cast(
            VideoStream, self._container.add_stream(codec.encoder, rate=source.rate, options=options)
        )
        stream.width, stream.height = source.width, source.height
        stream.pix_fmt = encoder_format(self._delivery.pixel_format)
        stream.time_base = self._timing.time_base
        context = stream.codec_context
        context.time_base = self._timing.time_base
        context.thread_type = "AUTO"
        if codec.tag and Trait.EDIT_LIST in self._spec.holds:
            context.codec_tag = codec.tag
        self._tag(context, has_fields=codec.has_fields)
        return stream

    def _tag(self, context: VideoCodecContext, *, has_fields: bool) -> None:
        source, colour = self._delivery.source, self._delivery.colour
        context.color_range = {None: 0, False: _LIMITED, True: _FULL}[colour.full_range]
        context.color_primaries, context.color_trc = colour.primaries, colour.transfer
        context.colorspace = colour.matrix
        context.sample_aspect_ratio = source.sample_aspect
        if source.field_order is not FieldOrder.PROGRESSIVE and has_fields:
            context.flags |= Flags.interlaced_dct | Flags.interlaced_me
            context.field_order = _FIELD_ORDER_CODES[source.field_order]

    def _add_companions(self) -> None:
        delivery = self._delivery
        if not is_picture(delivery.source.path):
            is_whole = len(delivery.frames) == delivery.source.frame_count
            end_s = self._timing.end * self._timing.time_base
            self._companions = Passthrough(
                delivery.source.path,
                delivery.streams,
                self._container,
                self._spec,
                start_s=self._timing.shift,
                length_s=None if is_whole else end_s,
            )
            tags, self._stream.disposition = self._companions.picture_tags(delivery.source.stream_index)
            self._stream.metadata.update(tags)
            if Trait.CHAPTERS in self._spec.holds:
                self._companions.copy_chapters()
        self._label()

    def _label(self) -> None:
        """Write timecode and reel name where the container looks for them, and make room for the display."""
        where = self._stream.metadata if Trait.METADATA in self._spec.holds else self._container.metadata
        if self._delivery.timecode is not None:
            where["timecode"] = self._delivery.timecode
        if self._delivery.source.reel is not None and Trait.REEL in self._spec.holds:
            where["reel_name"] = self._delivery.source.reel
        if self._needs_matroska_display():
            self._stream.metadata["title"] = self._title() + ROOM

    def _mux(self, packets: list[Packet[VideoStream]]) -> None:
        for packet in packets:
            place = self._place_of.get(packet.pts if packet.pts is not None else -1)
            if place is not None:
                packet.duration = self._timing.duration_of(place)
            if self._companions is not None and packet.dts is not None:
                self._companions.write_until(packet.dts * self._timing.time_base)
            self._container.mux(packet)

    def _amend(self) -> None:
        source = self._delivery.source
        if self._needs_matroska_display():
            write_display(
                self._partial,
                name=self._title(),
                width=source.width,
                height=source.height,
                aspect=source.sample_aspect,
                rotation_deg=source.rotation_deg,
            )
        elif source.rotation_deg and Trait.EDIT_LIST in self._spec.holds:
            write_rotation(self._partial, source.rotation_deg, source.width, source.height)

    def _needs_matroska_display(self) -> bool:
        source = self._delivery.source
        return self._spec.muxer == "matroska" and (source.sample_aspect != 1 or source.rotation_deg != 0)

    def _title(self) -> str:
        return self._stream.metadata.get("title", "").removesuffix(ROOM)

    def _failed(self, error: FFmpegError | OSError, frame: int | None = None) -> WriteError:
        self.abort()
        return write_error(self._delivery.path, _os_error(error), frame)


def _fine(denominator: int) -> int:
    return denominator * -(-1000 // denominator)


def _os_error(error: FFmpegError | OSError) -> OSError:
    if isinstance(error, OSError):
        return error
    return OSError(error.errno, error.strerror)
