"""Proxies: small movies of key frames alone, with the same frames as the clip, made once and kept by content.

    python -m editor.media.playback.proxies CLIP OUT

makes one and prints how many frames are done, a line each; the window starts that as a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from fractions import Fraction
from pathlib import Path
from threading import Event, Thread

import av
import cv2
import numpy as np
import platformdirs

from editor.errors import CleanplateError
from editor.media.errors import MediaError
from editor.media.opening import open_clip
from editor.media.output import discard, partial_name, publish, write_error
from editor.media.picture import ClipInfo, FrameReader
from editor.media.playback.screen import ScreenPixels, screen_pixels

FOLDER_VARIABLE = "CLEANPLATE_CACHE"
"""Another folder for all that can be made again."""

HEIGHT_PX = 540
_SUFFIX = ".540.mkv"
_RATE = Fraction(25)
"""Of the file; a proxy's frames are asked for by number, and its times mean nothing."""

_OPTIONS = {"qmin": "3", "qmax": "3"}
_POLITENESS = 10
_STOPPED = 130


def cache_folder() -> Path:
    """Return the folder for caches: `CLEANPLATE_CACHE`, or the platform's own."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_cache_path("cleanplate", appauthor=False)


def proxy_path(content: str) -> Path:
    """Return where the proxy of a clip lies, or would lie.

    Parameters
    ----------
    content : str
        What the clip is recognised by: its fingerprint's digest.
    """
    return cache_folder() / "proxies" / f"{content}{_SUFFIX}"


def proxy_size(clip: ClipInfo) -> tuple[int, int]:
    """Return width and height in pixels: 540 lines at most, even numbers."""
    height = min(HEIGHT_PX, clip.height)
    width = round(clip.width * height / clip.height)
    return max(2, width // 2 * 2), max(2, height // 2 * 2)


def make_proxy(clip: str, out: Path, tell: Callable[[int, int], None]) -> None:
    """Make the proxy of a clip; it appears whole or not at all.

    Parameters
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    out : Path
        Where; its folder is made.
    tell : callable
        Is told after each frame how many are done, and of how many; may raise to stop.

    Raises
    ------
    CleanplateError
        If the clip cannot be read, or the proxy cannot be written.
    """
    partial = partial_name(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with closing(open_clip(clip, cache_bytes=0)) as reader:
            size = proxy_size(reader.info)
            _write(partial, _small_pictures(reader, size, tell), size)
        publish(partial, out, overwrite=True)
    except OSError as error:  # FFmpeg's own errors of writing are of this kind, too
        raise write_error(out, error) from error
    finally:
        discard(partial)


def start_making(clip: str, out: Path) -> subprocess.Popen[str]:
    """Make a proxy in a process of its own, at low priority; its standard output says how far it is.

    Each line holds the frames done and their count. It ends with status 0 when the proxy is there, otherwise
    with one sentence on standard error.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "editor.media.playback.proxies", clip, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _write(partial: Path, pictures: Iterator[ScreenPixels], size: tuple[int, int]) -> None:
    with av.open(str(partial), "w", format="matroska") as movie:
        stream = movie.add_stream("mjpeg", rate=_RATE, options=_OPTIONS)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p"
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, "bgra")
            frame.pts, frame.time_base = number, 1 / _RATE
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))


def _small_pictures(
    reader: FrameReader, size: tuple[int, int], tell: Callable[[int, int], None]
) -> Iterator[ScreenPixels]:
    """Yield a picture for every frame; a damaged one is shown as the one before, so that numbers hold."""
    picture = np.zeros((size[1], size[0], 4), np.uint8)
    for index in range(len(reader)):
        with suppress(MediaError):
            full = screen_pixels(reader.read(index))
            picture = np.asarray(cv2.resize(full, size, interpolation=cv2.INTER_AREA), np.uint8)
        yield picture
        tell(index + 1, len(reader))


def work_for_another(clip: str, out: str, is_orphan: Event) -> int:
    """Make a proxy and print how far it is; stop when the event is set. Returns the exit status."""

    def tell(done: int, count: int) -> None:
        if is_orphan.is_set():
            raise KeyboardInterrupt
        sys.stdout.write(f"{done} {count}\n")
        sys.stdout.flush()

    try:
        make_proxy(clip, Path(out), tell)
    except CleanplateError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    except (KeyboardInterrupt, BrokenPipeError):
        return _STOPPED
    return 0


def main() -> None:
    """Make a proxy for the process at the other end of standard input, politely; stop when that is gone."""
    is_orphan = Event()

    def listen() -> None:
        sys.stdin.read()
        is_orphan.set()

    Thread(target=listen, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    status = work_for_another(sys.argv[1], sys.argv[2], is_orphan)
    sys.stdout.flush()
    os._exit(status)  # the listening thread holds standard input, which a tidy exit would wait for


if __name__ == "__main__":
    main()
