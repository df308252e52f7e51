"""`cleanplate data synthesise`: shots whose truth is known."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.datasets.sample.scene import SceneSettings
from editor.datasets.synthesise import Sample, SampleSettings, write_sample
from editor.datasets.synthetic.drawing import BurnIn, find_photographs
from editor.datasets.synthetic.writing import ClipsSettings, write_clips
from editor.errors import UsageError

_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})")


def synthesise_command(
    out: Annotated[Path, typer.Argument(help="Folder to make.", show_default=False)],
    size: Annotated[
        str | None,
        typer.Option("--size", help="Width x height in pixels.  [1280x720; 432x240 with --photos]"),
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="Length of a shot.")] = 4,
    rate: Annotated[str, typer.Option("--rate", help="Frames per second: 25, 23.976, 30000/1001.")] = "25",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed gives other pictures.")] = 7,
    photos: Annotated[
        list[Path] | None, option("--photos", "Make clips up from these photographs; repeatable.")
    ] = None,
    objects: Annotated[
        list[Path] | None,
        option("--objects", "Folders with images and labels, whose objects move over the photographs."),
    ] = None,
    clips: Annotated[int, typer.Option("--clips", min=1, help="How many, with --photos.")] = 10,
    burn_in: Annotated[
        BurnIn, typer.Option("--burn-in", help="What lies over the clips, with --photos.")
    ] = BurnIn.BOTH,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what an earlier call made.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Draw shots whose truth is known: a street with a walker, or, with --photos, clips made up from them.

    The street is a movie with sound, mattes, key mattes and the true plate. Made-up clips are folders of
    frames, plates, mattes, maps of things, what is burned in, and the motion from frame to frame.
    """
    exact = frame_rate(rate)
    count = round(Fraction(seconds) * exact)
    if photos is None:
        if objects:
            raise UsageError("objects need something to move over", remedy="add --photos")
        scene = SceneSettings(*picture_size(size or "1280x720"), exact, seed)
        sample = draw_sample(out, SampleSettings(scene, count), overwrite=overwrite, quiet=quiet)
        for part in (sample.shot, sample.plate, sample.mattes, sample.keys):
            typer.echo(part)
        return
    width, height = picture_size(size or "432x240")
    settings = ClipsSettings(clips, count, width, height, exact, burn_in, seed)
    with typer.progressbar(length=clips * count, label="drawing clips", file=sys.stderr, hidden=quiet) as bar:
        made = write_clips(
            out,
            find_photographs(photos, objects or ()),
            settings,
            lambda _: bar.update(1),
            overwrite=overwrite,
        )
    typer.echo(f"{out}: {len(made)} clips of {count} frames")


def draw_sample(folder: Path, settings: SampleSettings, *, overwrite: bool, quiet: bool) -> Sample:
    """Write a sample with a progress bar on standard error.

    Raises
    ------
    CleanplateError
        As `write_sample`.
    """
    with typer.progressbar(
        length=settings.frame_count, label="drawing the sample", file=sys.stderr, hidden=quiet
    ) as bar:
        return write_sample(folder, settings, lambda _: bar.update(1), overwrite=overwrite)


def picture_size(text: str) -> tuple[int, int]:
    """Read a size like `1280x720`.

    Raises
    ------
    UsageError
        If it is none, or not even.
    """
    match = _SIZE.fullmatch(text.strip().lower())
    if match is None or int(match[1]) % 2 or int(match[2]) % 2:
        raise UsageError(f"{text!r} is no size", remedy="write it like 1280x720, both even")
    return int(match[1]), int(match[2])


def frame_rate(text: str) -> Fraction:
    """Read frames per second; a decimal near an NTSC rate (23.976, 29.97) is that rate.

    Raises
    ------
    UsageError
        If it is none, or beyond 1 to 240.
    """
    try:
        rate = Fraction(text)
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if not 1 <= rate <= 240:
        raise UsageError(f"{text!r} is no frame rate", remedy="write one like 25, 23.976 or 30000/1001")
    ntsc = Fraction(round(rate) * 1000, 1001)
    return ntsc if abs(rate - ntsc) < Fraction(1, 200) else rate
