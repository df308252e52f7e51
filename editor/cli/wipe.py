"""`cleanplate wipe`: what was burned into a clip, found and removed without a painted matte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.queue.putting import put, wishes_for
from editor.cli.render_options import (
    ClipArgument,
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
from editor.cli.tables import table
from editor.errors import UsageError
from editor.render.request import RemovalRequest
from editor.render.wiping.job import told, wipe
from editor.render.wiping.request import Region, Search, What, WipeRequest
from editor.render.wiping.searching import Found, search

app = typer.Typer()

_SIDES = 4


@app.command("wipe", no_args_is_help=True)
def wipe_command(
    clip: ClipArgument,
    what: Annotated[What, option("--what", "What is looked for.")],
    out: Annotated[
        str | None, option("--out", "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures.")
    ] = None,
    region: Annotated[
        str | None, option("--region", "Only here: fractions of width and height.", "LEFT,TOP,RIGHT,BOTTOM")
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
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Find what was burned into a clip, or looks like an example, and remove it."""
    with failing_as_json(as_json=as_json):
        wishes = wishes_for(queues=queues, name=name, priority=priority, needs=needs)
        box = None if region is None else region_of(region)
        wanted = Search(clip, what, frames, box, scene_text, example)
        if (example is not None) is not (what is What.LIKE):
            raise UsageError("--example and --what like go together", remedy="give both, or neither")
        presenter = Presenter(verbosity(quiet=quiet, verbose=verbose))
        if dry_run:
            with presenter:
                found = search(wanted, presenter)
            _tell_findings(found, wanted, presenter, as_json=as_json)
            return
        if out is None:
            raise UsageError("it is not said where to write", remedy="give --out, or --dry-run to only look")
        request = RemovalRequest(
            clip=clip,
            mask=Path(),
            out=out,
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
        if wishes is not None:
            put(WipeRequest(request, what, wanted.region, scene_text, example), wishes, as_json=as_json)
            return
        with presenter:
            result = wipe(wanted, request, presenter)
    counts = {"filled": result.filled_count, "resumed": result.resumed_count}
    report(result, presenter, counts, as_json=as_json)


def _tell_findings(found: Found, wanted: Search, presenter: Presenter, *, as_json: bool) -> None:
    boxes = [
        {
            "first": one.frames[0],
            "last": one.frames[-1],
            "left": one.left,
            "top": one.top,
            "width": one.matte.shape[1],
            "height": one.matte.shape[0],
            "confidence": round(one.confidence, 3),
        }
        for one in found.findings
    ]
    if as_json:
        typer.echo(json.dumps({"status": "done", "what": wanted.what.value, "findings": boxes}))
        return
    if boxes:
        typer.echo(table(tuple(boxes[0]), [tuple(str(value) for value in box.values()) for box in boxes]))
    presenter.say(f"{told(found, wanted)}.")


def region_of(text: str) -> Region:
    """Read `--region`.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        sides = tuple(float(word) for word in text.split(","))
    except ValueError:
        sides = ()
    if len(sides) != _SIDES or not (0 <= sides[0] < sides[2] <= 1 and 0 <= sides[1] < sides[3] <= 1):
        raise UsageError(
            f"{text!r} is no region", remedy="write fractions of the picture like --region 0,0.7,1,1"
        )
    return sides[0], sides[1], sides[2], sides[3]
