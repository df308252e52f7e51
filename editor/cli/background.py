"""`cleanplate background`: what lies under the mattes, over another background."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.sizes import scale_factor
from editor.render.background_launch import render_background
from editor.render.background_request import BackgroundRequest, Fit, WhenShort

app = typer.Typer()


@app.command("background", no_args_is_help=True)
def background_command(
    clip: Annotated[str, typer.Argument(help="A movie, a folder of pictures, or a pattern.")],
    mask: Annotated[
        Path, option("--mask", "A folder of PNGs, one PNG (still), or a matte movie; 255 = stays.")
    ],
    plate: Annotated[
        str, option("--plate", "A picture, a clip, or a colour like green or 20a0ff.", "PICTURE|CLIP|COLOUR")
    ],
    out: Annotated[str, option("--out", "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures.")],
    frames: Annotated[
        str | None, option("--range", "Both included: indices from 0, #1001-#1050, or timecodes.", "A-B")
    ] = None,
    grow: Annotated[float, typer.Option("--grow", min=0, help="Let the matte grow by so many pixels.")] = 0,
    feather: Annotated[
        float, typer.Option("--feather", min=0, help="Give it a soft edge of so many pixels.")
    ] = 0,
    fit: Annotated[
        Fit, typer.Option("--fit", help="Cover the picture, show all of the plate, or distort it.")
    ] = Fit.FILL,
    when_short: Annotated[
        WhenShort, typer.Option("--when-short", help="Where the plate has fewer frames than the clip.")
    ] = WhenShort.REFUSE,
    rim: Annotated[
        float,
        typer.Option(
            "--rim", min=0, max=100, help="Take the old background's colour off so many pixels of the edge."
        ),
    ] = 3,
    scale: Annotated[
        str, typer.Option("--scale", help="Work on a proxy, and deliver it at that size.", metavar="1/2")
    ] = "1",
    codec: Annotated[str | None, option("--codec", "Another than the one that goes with --out.")] = None,
    foreground_out: Annotated[
        str | None, option("--foreground", "Also deliver the foreground alone as RGBA.")
    ] = None,
    matte_out: Annotated[str | None, option("--matte", "Also deliver the evaluated matte.")] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor threads; all if not given.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more, tracebacks too.")] = False,
) -> None:
    """Put what lies under the mattes of a clip over another background."""
    with failing_as_json(as_json=as_json):
        request = BackgroundRequest(
            clip=clip,
            mask=mask,
            plate=plate,
            out=out,
            frames=frames,
            grow_px=grow,
            feather_px=feather,
            fit=fit,
            when_short=when_short,
            rim_px=rim,
            scale=scale_factor(scale),
            codec=codec,
            foreground_out=foreground_out,
            matte_out=matte_out,
            threads=threads,
            overwrite=overwrite,
        )
        with Presenter(verbosity(quiet=quiet, verbose=verbose)) as presenter:
            result = render_background(request, presenter)
    report(result, presenter, {"replaced": result.filled_count}, as_json=as_json)
