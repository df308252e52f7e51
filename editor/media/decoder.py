"""A video stream that can be decoded from its beginning or from any key packet on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from av.codec.context import ThreadType
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from editor.media.container import choose_stream, open_movie

_STEPS_BACK_S = (0, 0, 1, 10)


class Decoder:
    """Decoded frames of one stream, in the order of display.

    Parameters
    ----------
    path : Path
        A movie.
    stream : int or None
        Number of the stream in the container; None for the first.
    """

    def __init__(self, path: Path, stream: int | None) -> None:
        self._path = path
        self._wanted = stream
        self._open(frame_threads=True)

    @property
    def container(self) -> InputContainer:
        """The open movie."""
        return self._container

    @property
    def stream(self) -> VideoStream:
        """The chosen stream of the open movie."""
        return self._stream

    def next_frame(self) -> VideoFrame | None:
        """Decode on; None at the end.

        Raises
        ------
        FFmpegError
            If the file cannot be read or a packet cannot be decoded.
        """
        return next(self._frames, None)

    def rewind(self, *, frame_threads: bool = True) -> None:
        """Go back to the first packet by opening the movie anew, which works for every container.

        Parameters
        ----------
        frame_threads : bool
            Decode several frames at a time; without it, a damaged packet takes no frame before it along.
        """
        self.close()
        self._open(frame_threads)

    def start_at(self, key_pts: int) -> None:
        """Go to a key packet and decode from there.

        Seeking is only a hint in many containers: the packet found is looked at, and where it lies behind the
        wanted one the search goes further back, at last to the beginning.

        Raises
        ------
        FFmpegError
            If the file cannot be read.
        """
        for step_s in _STEPS_BACK_S:
            packets = self._packets_from(key_pts, step_s)
            if packets is not None:
                self._frames = self._decoded(packets)
                return
        self.rewind()

    def close(self) -> None:
        """Give the file back."""
        self._container.close()

    def _open(self, frame_threads: bool) -> None:
        self._container = open_movie(self._path)
        self._stream = choose_stream(self._container, self._path, self._wanted)
        self._stream.codec_context.thread_type = ThreadType.AUTO if frame_threads else ThreadType.SLICE
        self._frames = self._decoded(self._container.demux(self._stream))

    def _packets_from(self, key_pts: int, step_s: int) -> Iterator[Packet[VideoStream]] | None:
        back = round(step_s / self._stream.time_base) if self._stream.time_base else 0
        try:
            self._container.seek(key_pts - back, stream=self._stream)
        except FFmpegError:
            return None
        packets = self._container.demux(self._stream)
        for packet in packets:
            if packet.pts == key_pts and packet.is_keyframe:
                return chain((packet,), packets)
            if packet.is_keyframe and packet.pts is not None and packet.pts > key_pts:
                return None
        return None

    def _decoded(self, packets: Iterator[Packet[VideoStream]]) -> Iterator[VideoFrame]:
        for packet in packets:
            if packet.size:
                yield from packet.decode()
        yield from self._stream.codec_context.decode(None)
