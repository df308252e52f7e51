"""Writing made-up clips: frames, plates, mattes, maps and motion, in folders that training reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.synthetic.drawing import BurnIn, Drawn, Photographs, draw_clip
from editor.datasets.training_folders import LEARNT
from editor.datasets.whole_folders import whole_folder
from editor.errors import UsageError

SETTINGS_NAME = "synthetic.json"

_FLOW_STEPS, _FLOW_ZERO = 64, 1 << 15
"""Steps of a pixel that motion is kept in, and the value of no motion."""


@dataclass(frozen=True, slots=True)
class ClipsSettings:
    """What is to be written.

    Attributes
    ----------
    clip_count, frame_count : int
        How many clips, and their length.
    width, height : int
        Of the frames, pixels.
    rate : Fraction
        Frames per second.
    burn_in : BurnIn
        What lies over them.
    seed : int
        Another seed gives other clips.
    """

    clip_count: int
    frame_count: int
    width: int = 432
    height: int = 240
    rate: Fraction = Fraction(25)
    burn_in: BurnIn = BurnIn.BOTH
    seed: int = 7


def write_clips(
    folder: Path,
    photographs: Photographs,
    settings: ClipsSettings,
    tell: Callable[[int], None],
    *,
    overwrite: bool = False,
) -> list[Path]:
    """Make up clips and write them; the folder appears when it is complete.

    Each clip is a folder: `frames`, `plate` (the same without things and what is burned in), `mattes` (255
    where the two differ for a reason), `labels` (each value one thing), `burned_in` (255 where something is)
    and `flow` (file i leads from frame i to the next, 16-bit PNG as KITTI has it).

    Parameters
    ----------
    folder : Path
        Where to; must not exist unless `overwrite`.
    photographs : Photographs
        What they are made from.
    settings : ClipsSettings
        What is to be written.
    tell : callable
        Is given the count of finished frames, of all clips, after each.
    overwrite : bool
        Whether made-up clips that are there already may be replaced. Anything else is left alone.

    Returns
    -------
    list of Path
        The clips' folders.

    Raises
    ------
    UsageError
        If the folder exists and is not to be, or cannot be, replaced, or a photograph cannot be read.
    WriteError
        If disk or folder do not allow it; nothing is left behind.
    """
    if settings.frame_count < 1 or settings.clip_count < 1:
        raise UsageError("the clips have no frames", remedy="ask for more, or for a longer time", path=folder)
    names = [f"{at:05d}" for at in range(settings.clip_count)]
    with whole_folder(folder, replaces=SETTINGS_NAME if overwrite else None) as partial:
        for at, name in enumerate(names):
            random = np.random.default_rng([settings.seed, at])
            size = (settings.height, settings.width)
            drawn = draw_clip(photographs, size, settings.frame_count, settings.burn_in, random)
            _write_clip(partial / name, drawn, settings, _counting(tell, at * settings.frame_count))
        _write(partial / SETTINGS_NAME, json.dumps(asdict(settings), default=_plain, indent=1).encode())
    return [folder / name for name in names]


def _counting(tell: Callable[[int], None], done: int) -> Callable[[int], None]:
    return lambda count: tell(done + count)


def _write_clip(folder: Path, drawn: Drawn, settings: ClipsSettings, tell: Callable[[int], None]) -> None:
    for index in range(settings.frame_count):
        frame = drawn.scene.frame(index)
        for kind, picture in (
            ("frames", frame.rgb),
            ("plate", frame.plate),
            ("mattes", frame.matte),
            ("labels", frame.labels),
            ("burned_in", frame.burned_in),
        ):
            _write(folder / kind / f"{index:05d}.png", _png(picture))
        if index + 1 < settings.frame_count:
            _write(folder / "flow" / f"{index:05d}.png", _flow_png(drawn.scene.flow(index, index + 1)))
        tell(index + 1)
    facts = {
        "name": folder.name,
        "media": "frames",
        "file": "frames",
        "width": settings.width,
        "height": settings.height,
        "frames": settings.frame_count,
        "fps": round(float(settings.rate), 6),
        "rate": str(settings.rate),
        "masks": {
            "kind": f"{LEARNT}, each value one thing",
            "count": settings.frame_count,
            "indices": "all",
        },
        "photograph": drawn.photograph,
        "burned_in": list(drawn.burned_in),
        "taken": asdict(drawn.settings),
    }
    _write(folder / "clip.json", f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n".encode())


def _png(picture: NDArray[np.uint8]) -> bytes:
    ordered = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) if picture.ndim == 3 else picture
    return cv2.imencode(".png", ordered)[1].tobytes()


def _flow_png(flow: NDArray[np.float32]) -> bytes:
    """Write red as x, green as y, and blue as 1 where it is known, which it is everywhere."""
    steps = np.clip(np.rint(flow * _FLOW_STEPS) + _FLOW_ZERO, 0, np.iinfo(np.uint16).max).astype(np.uint16)
    known = np.ones(flow.shape[:2], np.uint16)
    return cv2.imencode(".png", np.dstack([known, steps[..., 1], steps[..., 0]]))[1].tobytes()


def read_flow(path: Path) -> NDArray[np.float32]:
    """Read motion as `write_clips` and KITTI have it: H x W x 2, pixels, x and y, to a 64th.

    Raises
    ------
    UsageError
        If it cannot be read, or is no such file.
    """
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UsageError("it cannot be read", remedy="check the path", path=path) from error
    picture = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if len(data) else None
    if picture is None or picture.dtype != np.uint16 or picture.ndim != 3 or picture.shape[2] != 3:
        raise UsageError("it is no motion, or damaged", remedy="make it again", path=path)
    steps = picture[..., 2:0:-1].astype(np.float32) - np.float32(_FLOW_ZERO)
    return np.asarray(steps / np.float32(_FLOW_STEPS), np.float32)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, BurnIn) else str(value)
