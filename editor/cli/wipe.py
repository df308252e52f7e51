"""`cleanplate wipe`: what was burned into a clip, found and removed without a painted matte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.sizes import scale_factor, size_bytes
from editor.cli.tables import table
from editor.errors import UsageError
from editor.render.request import RemovalRequest
from editor.render.wiping.job import told, wipe
from editor.render.wiping.searching import Found, Region, Search, What, search

app = typer.Typer()

_SIDES = 4


@app.command("wipe", no_args_is_help=True)
def wipe_command(
    clip: Annotated[str, typer.Argument(help="A movie, a folder of pictures, or a pattern.")],
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is found, and where.")] = False,
    frames: Annotated[
        str | None, option("--range", "Both included: indices from 0, #1001-#1050, or timecodes.", "A-B")
    ] = None,
    grow: Annotated[float, typer.Option("--grow", min=0, help="Let the matte grow by so many pixels.")] = 0,
    feather: Annotated[
        float, typer.Option("--feather", min=0, help="Give it a soft edge of so many pixels.")
    ] = 0,
    engine: Annotated[
        str,
        typer.Option("--engine", help="What fills: auto, explicit, spatial, sttn, opn, rnot, or another."),
    ] = "auto",
    device: Annotated[
        str, typer.Option("--device", help="Where networks run: auto, cpu, cuda, cuda:N or mps.")
    ] = "auto",
    precision: Annotated[
        str, typer.Option("--precision", help="How exactly they compute: auto, fp32, bf16 or fp16.")
    ] = "auto",
    scale: Annotated[
        str, typer.Option("--scale", help="Work on a proxy, and deliver it at that size.", metavar="1/2")
    ] = "1",
    codec: Annotated[str | None, option("--codec", "Another than the one that goes with --out.")] = None,
    matte_out: Annotated[str | None, option("--matte", "Also deliver the matte that was found.")] = None,
    patch_out: Annotated[str | None, option("--patch", "Also deliver the fill alone as RGBA.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = 0,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor threads for the fill; all if not given.")
    ] = None,
    memory: Annotated[str | None, option("--memory", "So much all processes may take.", "4G")] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Do not go on where a render stopped.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more, tracebacks too.")] = False,
) -> None:
    """Find what was burned into a clip, and remove it."""
    with failing_as_json(as_json=as_json):
        wanted = Search(clip, what, frames, None if region is None else _region(region), scene_text)
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


def _region(text: str) -> Region:
    try:
        sides = tuple(float(word) for word in text.split(","))
    except ValueError:
        sides = ()
    if len(sides) != _SIDES or not (0 <= sides[0] < sides[2] <= 1 and 0 <= sides[1] < sides[3] <= 1):
        raise UsageError(
            f"{text!r} is no region", remedy="write fractions of the picture like --region 0,0.7,1,1"
        )
    return sides[0], sides[1], sides[2], sides[3]
