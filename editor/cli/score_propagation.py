"""`cleanplate score propagation`: how well true key mattes are carried through clips whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict
from enum import Enum
from fractions import Fraction
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from editor.cli.adapting import Adapt, AdaptOption
from editor.cli.sizes import scale_factor
from editor.cli.tables import number, table
from editor.errors import UsageError
from editor.masks.levels import matte_of
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader

if TYPE_CHECKING:
    from engines.measure.propagation import TruthClip, TruthRun
    from engines.propagate.contract import MakeStepper

_FACTS = "clip.json"
_TRUE_KIND = "ground-truth"

Row = dict[str, float]


class Protocol(Enum):
    """Which keys are given."""

    ONE = "one"
    EVERY_20 = "20"
    EVERY_10 = "10"
    CORRECTIONS = "corrections"


def propagation_command(
    clips: Annotated[Path, typer.Argument(help="Folder of clip folders with masks.", show_default=False)],
    only: Annotated[
        list[str] | None, typer.Option("--only", help="This clip alone; may be repeated.", show_default=False)
    ] = None,
    keys: Annotated[
        list[Protocol] | None,
        typer.Option(
            "--keys",
            help="The first frame, every 20th or 10th, or three corrections; all if not given.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[str, typer.Option("--engine", help="What propagates: auto, flow or net.")] = "auto",
    adapt: AdaptOption = Adapt.AUTO,
    scale: Annotated[str, typer.Option("--scale", help="Work on smaller pictures.", metavar="1/2")] = "1",
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Carry true key mattes through known clips, and score every frame that is no key."""
    rows: dict[str, Row] = {}
    from engines.propagate.registry import stepper_maker

    make_stepper = stepper_maker(engine, seed=seed, adapt=adapt.value)
    for name, row in score_clips(clips, only, keys or list(Protocol), make_stepper, scale_factor(scale)):
        rows[name] = row
        if not as_json:
            typer.echo(
                f"{name}: " + ", ".join(f"{key} {number(value, 3)}" for key, value in row.items()), err=True
            )
    if not rows:
        raise UsageError("no clip there has a true mask for every frame", remedy="name others", path=clips)
    rows["mean"] = {key: fmean(row[key] for row in rows.values()) for key in next(iter(rows.values()))}
    if as_json:
        typer.echo(json.dumps(rows))
        return
    head = ("", *rows["mean"])
    typer.echo(
        table(head, [(name, *(number(row[key], 3) for key in head[1:])) for name, row in rows.items()])
    )


def score_clips(
    clips: Path,
    only: list[str] | None,
    protocols: list[Protocol],
    make_stepper: MakeStepper,
    scale: Fraction,
) -> Iterator[tuple[str, Row]]:
    """Score clip after clip.

    Raises
    ------
    CleanplateError
        If a clip cannot be read.
    """
    from engines.measure.propagation import TruthRun

    for folder in _folders(clips, only):
        with ExitStack() as stack:
            run = TruthRun(_truth_clip(folder, scale, stack), make_stepper)
            row: Row = {}
            for protocol in protocols:
                row |= _ROWS[protocol](run)
            yield folder.name, row


def _one(run: TruthRun) -> Row:
    scores = run.keyed((0,))
    return {
        "one J&F": scores.both,
        "J": scores.region,
        "F": scores.boundary,
        "J first 20": scores.early_region,
        "frames/s": scores.frames_per_second,
    }


def _every(step: int) -> Callable[[TruthRun], Row]:
    def score(run: TruthRun) -> Row:
        from engines.measure.propagation import every

        return {f"every {step} J&F": run.keyed(every(step, run.frames)).both}

    return score


def _corrections(run: TruthRun) -> Row:
    return {f"3 keys {name}": value for name, value in asdict(run.corrected()).items()}


_ROWS: dict[Protocol, Callable[[TruthRun], Row]] = {
    Protocol.ONE: _one,
    Protocol.EVERY_20: _every(20),
    Protocol.EVERY_10: _every(10),
    Protocol.CORRECTIONS: _corrections,
}


def _folders(clips: Path, only: list[str] | None) -> list[Path]:
    if only:
        return [clips / name for name in only]
    return [path.parent for path in sorted(clips.glob(f"*/{_FACTS}")) if _has_truth(path)]


def _has_truth(facts: Path) -> bool:
    """Whether the masks are outlines drawn for measuring, one for each frame."""
    try:
        document = json.loads(facts.read_text(encoding="utf-8"))
        masks = document["masks"]
        return str(masks["kind"]).startswith(_TRUE_KIND) and masks["count"] == document["frames"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _truth_clip(folder: Path, scale: Fraction, stack: ExitStack) -> TruthClip:
    from engines.measure.propagation import TruthClip

    pictures, masks = (
        stack.enter_context(closing(open_clip(path))) for path in (_clip_of(folder), folder / "masks")
    )
    if len(pictures) != len(masks):
        cause = f"it has {len(masks)} masks for {len(pictures)} frames"
        raise UsageError(cause, remedy="choose a clip with a mask for every frame", path=folder)
    return TruthClip(
        folder.name,
        len(pictures),
        lambda index: _reduced(_rgb8(pictures, index), scale),
        lambda index: _reduced(matte_of(masks.read(index)), scale),
    )


def _clip_of(folder: Path) -> Path:
    if (folder / "frames").is_dir():
        return folder / "frames"
    movies = sorted(folder.glob("clip.*"))
    movies = [path for path in movies if path.name != _FACTS]
    if not movies:
        raise UsageError("it has neither frames nor a movie", remedy="name a folder of clips", path=folder)
    return movies[0]


def _rgb8(reader: FrameReader, index: int) -> NDArray[np.uint8]:
    rgb = to_rgb(reader.read(index))
    return (rgb if rgb.dtype == np.uint8 else rgb >> 8).astype(np.uint8, copy=False)


def _reduced(image: NDArray[np.uint8], scale: Fraction) -> NDArray[np.uint8]:
    if scale == 1:
        return image
    size = round(image.shape[1] * scale), round(image.shape[0] * scale)
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
