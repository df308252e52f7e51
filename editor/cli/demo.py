"""`cleanplate demo`: the main job on the sample shot, from one painted frame, and what it did in pictures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from editor.cli.data import draw_sample, picture_size
from editor.cli.presenter import Presenter, Verbosity
from editor.cli.showing import contact_sheet, wipe, wipe_position
from editor.datasets.sample.scene import SceneSettings
from editor.datasets.synthesise import Sample, SampleSettings, find_sample
from editor.masks.levels import matte_of
from editor.masks.mattes import MatteRequest, open_mattes
from editor.media.convert import Rgb, from_rgb, to_rgb
from editor.media.opening import open_clip
from editor.media.output import write_error
from editor.media.picture import Picture
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

if TYPE_CHECKING:
    from engines.measure.removal import RemovalScores

app = typer.Typer()

COLUMNS = 5
"""Frames on the contact sheet, evenly spaced."""

SCORED_EVERY = 5
"""Every so many frames one is scored; all of them would take as long as the fill."""

GROW_SHARE = 1 / 160
"""Mattes grow by so much of the picture's width before the fill."""

_SEAM_PX = 5
_SPECK_PX = 7

_Eight = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame of the sample with all there is of it.

    Attributes
    ----------
    picture : Picture
        As the shot has it.
    before, after, truth : ndarray
        H x W x 3, RGB, uint8: the shot, the clean plate, the true plate.
    matte : ndarray
        H x W, uint8: what was removed.
    true_matte : ndarray
        H x W, uint8: what had to be removed.
    """

    picture: Picture
    before: _Eight
    after: _Eight
    truth: _Eight
    matte: _Eight
    true_matte: _Eight


@app.command("demo")
def demo_command(
    out: Annotated[Path, typer.Option("--out", help="Folder for the sample and the results.")] = Path("demo"),
    size: Annotated[str, typer.Option("--size", help="Width x height of the sample.")] = "1280x720",
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Length of the sample.")] = 4,
    engine: Annotated[str, typer.Option("--engine", help="What fills.")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Remove the walker from the sample shot, painted on one frame, and show before and after."""
    scene = SceneSettings(*picture_size(size))
    settings = SampleSettings(scene, max(2, round(Fraction(seconds) * scene.rate)))
    out.mkdir(parents=True, exist_ok=True)
    sample = find_sample(out / "sample", settings)
    if sample is None:
        exists = (out / "sample").exists()
        sample = draw_sample(out / "sample", settings, overwrite=exists, quiet=quiet)
    clean = out / "clean.mov"
    with Presenter(Verbosity.QUIET if quiet else Verbosity.NORMAL) as presenter:
        propagate_keys(sample, out, presenter)
        remove_walker(sample, clean, mattes_of(out, scene.width), engine, presenter)
    scores, covered = show(sample, clean, mattes_of(out, scene.width), out, quiet=quiet)
    typer.echo(report(sample, out, scores, covered))


def propagate_keys(sample: Sample, out: Path, presenter: Presenter) -> None:
    """Carry what is painted on the first frame, the walker and the shadow, through the shot.

    Raises
    ------
    CleanplateError
        If it fails; the sentence says why.
    """
    keys = tuple(KeySource("0", path, name) for name, path in painted(sample, out).items())
    request = PropagationRequest(
        str(sample.shot), keys, str(out / "mattes"), is_merged=True, overwrite=True, restart=True
    )
    render(request, presenter)


def painted(sample: Sample, out: Path) -> dict[str, Path]:
    """Paint the first frame: the walker tight, and apart from that the shadow."""
    with closing(open_clip(sample.keys)) as keys, closing(open_clip(sample.mattes)) as mattes:
        walker, both = matte_of(keys.read(0)), matte_of(mattes.read(0))
    near = cv2.dilate(walker, np.ones((_SEAM_PX, _SEAM_PX), np.uint8))
    rest = np.where(near > 0, 0, both).astype(np.uint8)
    shadow = cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((_SPECK_PX, _SPECK_PX), np.uint8))
    paths = {}
    for name, matte in (("walker", walker), ("shadow", shadow)):
        if matte.any():
            paths[name] = out / f"painted_{name}.png"
            _write_png(paths[name], np.asarray(matte, np.uint8))
    return paths


def mattes_of(out: Path, width: int) -> MatteRequest:
    """Describe the propagated mattes as the removal takes them."""
    return MatteRequest(out / "mattes" / "%05d.png", range(0), grow_px=round(GROW_SHARE * width))


def remove_walker(
    sample: Sample, clean: Path, mattes: MatteRequest, engine: str, presenter: Presenter
) -> None:
    """Fill what lies under the mattes.

    Raises
    ------
    CleanplateError
        If it fails; the sentence says why.
    """
    request = RemovalRequest(
        clip=str(sample.shot),
        mask=mattes.path,
        out=str(clean),
        grow_px=mattes.grow_px,
        engine=engine,
        overwrite=True,
    )
    render(request, presenter)


def show(
    sample: Sample, clean: Path, mattes: MatteRequest, out: Path, *, quiet: bool
) -> tuple[RemovalScores, float]:
    """Write the wipe movie and the contact sheet, and score clean plate and mattes on the way.

    Returns
    -------
    RemovalScores, float
        Of the clean plate; and the share of what had to be removed that the mattes cover.

    Raises
    ------
    CleanplateError
        If something cannot be read or written.
    """
    from engines.measure.mean import Mean
    from engines.measure.removal import RemovalMeter

    meter, covered = RemovalMeter(), Mean()
    chosen: list[Moment] = []
    with ExitStack() as stack:
        shot = stack.enter_context(closing(open_clip(sample.shot)))
        count = len(shot)
        columns = {round(place) for place in np.linspace(0, count - 1, COLUMNS)}
        writer = open_writer(plan_delivery(wipe_path(out), shot.info, codec="h264"), overwrite=True)
        stack.callback(writer.abort)
        bar = stack.enter_context(
            typer.progressbar(length=count, label="before and after", file=sys.stderr, hidden=quiet)
        )
        for moment in moments(sample, clean, mattes):
            covered.add(float((moment.matte[moment.true_matte > 0] > 0).mean()))
            if moment.picture.index % SCORED_EVERY == 0:
                meter.add(moment.after, moment.truth, moment.matte)
            both = wipe(moment.before, moment.after, wipe_position(moment.picture.index, count))
            writer.write(from_rgb(both, moment.picture))
            if moment.picture.index in columns:
                chosen.append(moment)
            bar.update(1)
        writer.close()
    _write_sheet(sheet_path(out), chosen)
    return meter.scores(), covered.value()


def moments(sample: Sample, clean: Path, removed: MatteRequest) -> Iterator[Moment]:
    """Read shot, clean plate, true plate and mattes side by side."""
    with ExitStack() as stack:
        shot, after, truth, true_mattes = (
            stack.enter_context(closing(open_clip(path)))
            for path in (sample.shot, clean, sample.plate, sample.mattes)
        )
        wanted = replace(removed, wanted=range(len(shot)))
        mattes = stack.enter_context(closing(open_mattes(wanted, shot.info)))
        for index in range(len(shot)):
            picture = shot.read(index)
            yield Moment(
                picture=picture,
                before=_eight_bit(to_rgb(picture)),
                after=_eight_bit(to_rgb(after.read(index))),
                truth=_eight_bit(to_rgb(truth.read(index))),
                matte=mattes.read(index),
                true_matte=matte_of(true_mattes.read(index)),
            )


def wipe_path(out: Path) -> Path:
    """Where the before/after movie lies."""
    return out / "before_after.mov"


def sheet_path(out: Path) -> Path:
    """Where the contact sheet lies."""
    return out / "contact_sheet.png"


def report(sample: Sample, out: Path, scores: RemovalScores, covered: float) -> str:
    """Say where the results lie and how good they are."""
    lines = [
        ("the shot", sample.shot),
        ("painted", out / "painted_walker.png"),
        ("its mattes", out / "mattes"),
        ("the clean plate", out / "clean.mov"),
        ("before and after", wipe_path(out)),
        ("contact sheet", sheet_path(out)),
    ]
    hole_db = scores.psnr_hole_db or 0.0
    told = (
        f"The mattes from one painted frame cover {100 * covered:.1f} % of walker and shadow.\n"
        f"Against the true plate, {scores.frames} frames: {scores.psnr_db:.1f} dB, SSIM {scores.ssim:.3f}, "
        f"in the hole {hole_db:.1f} dB."
    )
    return "\n".join([*(f"{name + ':':18} {path}" for name, path in lines), told])


def _write_sheet(path: Path, chosen: list[Moment]) -> None:
    rows = [
        ("before", [moment.before for moment in chosen]),
        ("matte", [moment.matte for moment in chosen]),
        ("after", [moment.after for moment in chosen]),
        ("truth", [moment.truth for moment in chosen]),
    ]
    _write_png(path, np.asarray(cv2.cvtColor(contact_sheet(rows), cv2.COLOR_RGB2BGR), np.uint8))


def _write_png(path: Path, pixels: _Eight) -> None:
    _, coded = cv2.imencode(".png", pixels)
    try:
        path.write_bytes(coded.tobytes())
    except OSError as error:
        raise write_error(path, error) from error


def _eight_bit(rgb: Rgb) -> _Eight:
    eight: _Eight = (rgb if rgb.dtype == np.uint8 else (rgb.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return eight
