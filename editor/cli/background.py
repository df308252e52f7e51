"""`cleanplate background`: what lies under the mattes, over another background."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.queue.putting import put, wishes_for
from editor.cli.render_options import (
    ClipArgument,
    CodecOption,
    FeatherOption,
    GrowOption,
    JobNameOption,
    JsonOption,
    MatteOutOption,
    NeedsOption,
    OutOption,
    OverwriteOption,
    PriorityOption,
    QueueOption,
    QuietOption,
    RangeOption,
    ScaleOption,
    ThreadsOption,
    VerboseOption,
)
from editor.cli.sizes import scale_factor
from editor.render.background_launch import render_background
from editor.render.background_request import BackgroundRequest, Fit, WhenShort

app = typer.Typer()


@app.command("background", no_args_is_help=True)
def background_command(
    clip: ClipArgument,
    mask: Annotated[
        Path, option("--mask", "A folder of PNGs, one PNG (still), a matte movie, or people; 255 = stays.")
    ],
    plate: Annotated[
        str, option("--plate", "A picture, a clip, or a colour like green or 20a0ff.", "PICTURE|CLIP|COLOUR")
    ],
    out: OutOption,
    frames: RangeOption = None,
    grow: GrowOption = 0,
    feather: FeatherOption = 0,
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
    scale: ScaleOption = "1",
    codec: CodecOption = None,
    foreground_out: Annotated[
        str | None, option("--foreground", "Also deliver the foreground alone as RGBA.")
    ] = None,
    matte_out: MatteOutOption = None,
    threads: ThreadsOption = None,
    overwrite: OverwriteOption = False,
    queues: QueueOption = False,
    name: JobNameOption = None,
    priority: PriorityOption = None,
    needs: NeedsOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Put what lies under the mattes of a clip over another background."""
    with failing_as_json(as_json=as_json):
        wishes = wishes_for(queues=queues, name=name, priority=priority, needs=needs)
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
        if wishes is not None:
            put(request, wishes, as_json=as_json)
            return
        with Presenter(verbosity(quiet=quiet, verbose=verbose)) as presenter:
            result = render_background(request, presenter)
    report(result, presenter, {"replaced": result.filled_count}, as_json=as_json)
