"""Writing the sample shot: a movie with sound, its mattes, its key mattes and its true plate."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.sample.scene import Scene, SceneSettings
from editor.datasets.sample.sound import CHANNELS, RATE_HZ, sound
from editor.datasets.whole_folders import whole_folder
from editor.errors import UsageError
from editor.media.formats import pixel_format
from editor.media.picture import ClipInfo, ColourTags, Picture, StreamNote
from editor.media.planning import plan_delivery
from editor.media.writing import FrameWriter, open_writer

START_TIMECODE = "10:00:00:00"
REEL = "STREET"
BT709 = 1
SETTINGS_NAME = "sample.json"
SOUND_NAME = "sound.wav"


@dataclass(frozen=True, slots=True)
class SampleSettings:
    """What the sample is to be.

    Attributes
    ----------
    scene : SceneSettings
        Size, rate and seed.
    frame_count : int
        Length of the shot.
    hole_share : float or None
        Mattes grow (or shrink) until they cover so much of each picture; None leaves them as the scene has
        them, about 0.03.
    """

    scene: SceneSettings = field(default_factory=SceneSettings)
    frame_count: int = 100
    hole_share: float | None = None

    def text(self) -> str:
        """Write the settings as JSON; equal settings give equal text."""
        return json.dumps(asdict(self), default=str, indent=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the parts of a sample lie.

    Attributes
    ----------
    folder : Path
        The folder of them all.
    """

    folder: Path

    @property
    def shot(self) -> Path:
        """The movie, H.264 with PCM sound and a timecode track."""
        return self.folder / "shot.mov"

    @property
    def plate(self) -> Path:
        """The same without the walker, coded the same way."""
        return self.folder / "plate.mov"

    @property
    def mattes(self) -> Path:
        """A PNG for each frame, 255 over walker and shadow."""
        return self.folder / "mattes"

    @property
    def keys(self) -> Path:
        """A PNG for one frame a second, 255 over the walker alone: tight, as one would paint it."""
        return self.folder / "keys"


def find_sample(folder: Path, settings: SampleSettings) -> Sample | None:
    """Find the sample that an earlier call wrote with the same settings."""
    told = folder / SETTINGS_NAME
    is_same = told.is_file() and told.read_text(encoding="utf-8") == settings.text()
    return Sample(folder) if is_same else None


def write_sample(
    folder: Path, settings: SampleSettings, tell: Callable[[int], None], *, overwrite: bool = False
) -> Sample:
    """Draw and write a sample; the folder appears when it is complete.

    Parameters
    ----------
    folder : Path
        Where to; must not exist unless `overwrite`.
    settings : SampleSettings
        What to draw.
    tell : callable
        Is given the count of finished frames after each.
    overwrite : bool
        Whether an earlier sample there may be replaced. Anything else is left alone.

    Raises
    ------
    UsageError
        If the folder exists and is not to be, or cannot be, replaced, or the settings make no movie.
    WriteError
        If disk or folder do not allow it; nothing is left behind.
    """
    if settings.frame_count < 1:
        raise UsageError("the sample has no frames", remedy="give it a longer time", path=folder)
    with whole_folder(folder, replaces=SETTINGS_NAME if overwrite else None) as partial:
        _write_sound(partial / SOUND_NAME, settings)
        _write_frames(Sample(partial), settings, tell)
        (partial / SOUND_NAME).unlink()
        (partial / SETTINGS_NAME).write_text(settings.text(), encoding="utf-8")
    return Sample(folder)


def _write_sound(path: Path, settings: SampleSettings) -> None:
    count = int(settings.frame_count / settings.scene.rate * RATE_HZ)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(CHANNELS)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for start in range(0, count, RATE_HZ):
            piece = sound(start, min(RATE_HZ, count - start), settings.scene.seed)
            file.writeframes(piece.astype("<i2").tobytes())


def _write_frames(sample: Sample, settings: SampleSettings, tell: Callable[[int], None]) -> None:
    scene = Scene(settings.scene)
    keys = range(0, settings.frame_count, max(1, round(settings.scene.rate)))
    with _writers(sample, settings, keys) as (shot, plate, mattes, key_mattes):
        for index in range(settings.frame_count):
            frame = scene.frame(index)
            shot.write(_rgb_picture(frame.rgb, index))
            plate.write(_rgb_picture(frame.plate, index))
            matte = frame.matte
            if settings.hole_share is not None:
                matte = grown_to(matte, settings.hole_share)
            mattes.write(_matte_picture(matte, index))
            if index in keys:
                key_mattes.write(_matte_picture(frame.figure, keys.index(index)))
            tell(index + 1)


def grown_to(matte: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """Grow or shrink a matte evenly along its edge until it covers a share of the picture.

    Parameters
    ----------
    matte : ndarray
        H x W, uint8; above 0 is hole, of which there is some.
    share : float
        0 to 1.

    Returns
    -------
    ndarray
        H x W, uint8, 0 and 255.
    """
    inside = (matte > 0).astype(np.uint8)
    outwards_px = cv2.distanceTransform(1 - inside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inwards_px = cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    from_edge_px = outwards_px - inwards_px
    return np.where(from_edge_px <= np.quantile(from_edge_px, share), np.uint8(255), np.uint8(0))


@contextmanager
def _writers(sample: Sample, settings: SampleSettings, keys: range) -> Iterator[Sequence[FrameWriter]]:
    """Open the writers of shot, plate, mattes and keys; what they write is complete only without an error."""
    movie = _movie_info(sample, settings)
    silent = replace(movie, other_streams=())
    pictures = replace(silent, is_sequence=True, format=pixel_format("gray"), start_timecode=None, reel=None)
    planned = (
        plan_delivery(sample.shot, movie, codec="h264"),
        plan_delivery(sample.plate, silent, codec="h264"),
        plan_delivery(_numbered(sample.mattes), _numbers(pictures, range(settings.frame_count))),
        plan_delivery(_numbered(sample.keys), _numbers(pictures, keys)),
    )
    with ExitStack() as stack:
        writers = []
        for delivery in planned:
            writers.append(open_writer(delivery))
            stack.callback(writers[-1].abort)
        yield writers
        for writer in writers:
            writer.close()


def _movie_info(sample: Sample, settings: SampleSettings) -> ClipInfo:
    """Describe the shot as if it were a clip already, so that it is written as every delivery is."""
    rate = settings.scene.rate
    return ClipInfo(
        path=sample.folder / SOUND_NAME,
        is_sequence=False,
        width=settings.scene.width,
        height=settings.scene.height,
        frame_count=settings.frame_count,
        rate=rate,
        is_variable_rate=False,
        time_base=1 / rate,
        pts=tuple(range(settings.frame_count)),
        duration_ticks=settings.frame_count,
        format=pixel_format("gbrp"),
        colour=ColourTags(full_range=True, primaries=BT709, transfer=BT709),
        start_timecode=START_TIMECODE,
        reel=REEL,
        other_streams=(StreamNote(0, "audio", "pcm_s16le"),),
    )


def _numbers(pictures: ClipInfo, numbers: range) -> ClipInfo:
    count = len(numbers)
    return replace(
        pictures,
        file_numbers=tuple(numbers),
        frame_count=count,
        pts=tuple(range(count)),
        duration_ticks=count,
    )


def _numbered(folder: Path) -> Path:
    folder.mkdir()
    return folder / "%05d.png"


def _rgb_picture(rgb: NDArray[np.uint8], index: int) -> Picture:
    planes = tuple(plane.astype(np.uint8, copy=False) for plane in cv2.split(rgb))
    colour = ColourTags(full_range=True, primaries=BT709, transfer=BT709)
    return Picture(planes, pixel_format("gbrp"), colour, index=index, pts=index)


def _matte_picture(matte: NDArray[np.uint8], index: int) -> Picture:
    return Picture((matte,), pixel_format("gray"), ColourTags(full_range=True), index=index, pts=index)
