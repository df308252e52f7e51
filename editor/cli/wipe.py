"""`cleanplate wipe`: what was burned into clips, found and removed without a painted matte."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, verbosity
from editor.cli.options import report as tell_result
from editor.cli.presenter import Presenter
from editor.cli.queue.putting import wishes_for
from editor.cli.render_options import (
    CodecOption,
    DeviceOption,
    EngineOption,
    FeatherOption,
    GrowOption,
    JobNameOption,
    JsonOption,
    MemoryOption,
    NeedsOption,
    OverwriteOption,
    PatchOutOption,
    PrecisionOption,
    PriorityOption,
    QueueOption,
    QuietOption,
    RangeOption,
    RestartOption,
    ScaleOption,
    SeedOption,
    ThreadsOption,
    VerboseOption,
)
from editor.cli.sizes import scale_factor, size_bytes
from editor.cli.wipe_batch import put_all, requests_for, tell_findings, wipe_all
from editor.errors import UsageError
from editor.media.output import check_output
from editor.render.request import RemovalRequest
from editor.render.wiping.job import wipe
from editor.render.wiping.request import Region, What, WipeRequest
from editor.render.wiping.searching import search

app = typer.Typer()

_SIDES = 4


@app.command("wipe", no_args_is_help=True)
def wipe_command(
    clips: Annotated[
        list[str], typer.Argument(metavar="CLIP ...", help="Movies, folders of pictures, or patterns.")
    ],
    what: Annotated[What, option("--what", "What is looked for.")],
    out: Annotated[
        str | None,
        option(
            "--out",
            "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures; {name} is the clip's name.",
        ),
    ] = None,
    region: Annotated[
        list[str] | None,
        option(
            "--region",
            "Only here: fractions of width and height, and for some frames only; several times for several.",
            "LEFT,TOP,RIGHT,BOTTOM[@A-B]",
        ),
    ] = None,
    scene_text: Annotated[
        bool, typer.Option("--scene-text", help="Take text, too, that may belong to the scene.")
    ] = False,
    example: Annotated[
        str | None,
        option(
            "--example",
            "What is looked for by `like`: a box in a frame, in pixels, or a picture of it alone.",
            "FRAME:LEFT,TOP,WIDTH,HEIGHT",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is found, and where.")] = False,
    frames: RangeOption = None,
    grow: GrowOption = 0,
    feather: FeatherOption = 0,
    engine: EngineOption = "auto",
    device: DeviceOption = "auto",
    precision: PrecisionOption = "auto",
    scale: ScaleOption = "1",
    codec: CodecOption = None,
    matte_out: Annotated[str | None, option("--matte", "Also deliver the matte that was found.")] = None,
    patch_out: PatchOutOption = None,
    seed: SeedOption = 0,
    threads: ThreadsOption = None,
    memory: MemoryOption = None,
    restart: RestartOption = False,
    overwrite: OverwriteOption = False,
    queues: QueueOption = False,
    name: JobNameOption = None,
    priority: PriorityOption = None,
    needs: NeedsOption = None,
    report: Annotated[
        Path | None, option("--report", "Also write a JSON document of what was found and done in each clip.")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Find what was burned into clips, or looks like an example, and remove it."""
    with failing_as_json(as_json=as_json):
        wishes = wishes_for(queues=queues, name=name, priority=priority, needs=needs)
        if dry_run and queues:
            raise UsageError("--dry-run and --queue contradict each other", remedy="give one of them")
        regions = tuple(map(region_of, region or ()))
        if (example is not None) is not (what is What.LIKE):
            raise UsageError("--example and --what like go together", remedy="give both, or neither")
        if out is None and not dry_run:
            raise UsageError("it is not said where to write", remedy="give --out, or --dry-run to only look")
        request = RemovalRequest(
            clip="",
            mask=Path(),
            out=out or "",
            frames=frames,
            grow_px=grow,
            feather_px=feather,
            engine=engine,
            device=device,
            precision=precision,
            scale=scale_factor(scale),
            seed=seed,
            codec=codec,
            matte_out=matte_out,
            patch_out=patch_out,
            threads=threads,
            memory_bytes=None if memory is None else size_bytes(memory),
            restart=restart,
            overwrite=overwrite,
        )
        requests = [
            WipeRequest(one, what, regions, scene_text, example)
            for one in requests_for(clips, request, writes=not dry_run)
        ]
        if wishes is not None:
            put_all(requests, wishes, report, as_json=as_json)
            return
        presenter = Presenter(verbosity(quiet=quiet, verbose=verbose))
        if report is not None:
            check_output(report, overwrite=overwrite)
        if len(requests) > 1 or report is not None:
            wipe_all(requests, presenter, report, dry_run=dry_run, as_json=as_json)
        elif dry_run:
            with presenter:
                found = search(requests[0].search, presenter)
            tell_findings(found, requests[0].search, presenter, as_json=as_json)
        else:
            with presenter:
                result = wipe(requests[0].search, requests[0].removal, presenter).result
            counts = {"filled": result.filled_count, "resumed": result.resumed_count}
            tell_result(result, presenter, counts, as_json=as_json)


def region_of(text: str) -> Region:
    """Read `--region`.

    Raises
    ------
    UsageError
        If it is none.
    """
    place, at, frames = text.partition("@")
    try:
        sides = tuple(float(word) for word in place.split(","))
    except ValueError:
        sides = ()
    if len(sides) != _SIDES or not (0 <= sides[0] < sides[2] <= 1 and 0 <= sides[1] < sides[3] <= 1):
        raise UsageError(
            f"{text!r} is no region",
            remedy="write fractions of the picture like --region 0,0.7,1,1 (for some frames: 0,0.7,1,1@0-99)",
        )
    if at and not ("-" in frames and frames.strip("-")):
        raise UsageError(
            f"{text!r} names no frames", remedy="write the first and the last, like --region 0,0.7,1,1@0-99"
        )
    return Region(sides[0], sides[1], sides[2], sides[3], frames or None)
