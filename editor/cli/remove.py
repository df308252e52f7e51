"""`cleanplate remove`: matte in, clean plate out."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

from editor.cli.presenter import Presenter, Verbosity
from editor.cli.sizes import scale_factor, size_bytes, told_time
from editor.errors import CleanplateError, UsageError
from editor.render.messages import Result
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

app = typer.Typer()

_MOST_HANDLES = 100_000


class Missing(Enum):
    """What becomes of frames without a matte."""

    REFUSE = "refuse"
    KEEP = "keep"


def _option(name: str, text: str, metavar: str | None = None) -> OptionInfo:
    """Describe an option whose default is plain to see."""
    option: OptionInfo = typer.Option(name, help=text, metavar=metavar, show_default=False)
    return option


@app.command("remove", no_args_is_help=True)
def remove_command(
    clip: Annotated[str, typer.Argument(help="A movie, a folder of pictures, or a pattern.")],
    mask: Annotated[
        Path, _option("--mask", "A folder of PNGs, one PNG (still), or a matte movie; 255 = removed.")
    ],
    out: Annotated[str, _option("--out", "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures.")],
    frames: Annotated[
        str | None, _option("--range", "Both included: indices from 0, #1001-#1050, or timecodes.", "A-B")
    ] = None,
    handles: Annotated[
        int, typer.Option("--handles", min=0, max=_MOST_HANDLES, help="Extra frames on both ends.")
    ] = 0,
    grow: Annotated[float, typer.Option("--grow", min=0, help="Let the matte grow by so many pixels.")] = 0,
    feather: Annotated[
        float, typer.Option("--feather", min=0, help="Give it a soft edge of so many pixels.")
    ] = 0,
    missing: Annotated[
        Missing, typer.Option("--missing", help="Frames without a matte are refused, or kept as they are.")
    ] = Missing.REFUSE,
    engine: Annotated[
        str, typer.Option("--engine", help="What fills: auto, explicit, spatial, or a third party's.")
    ] = "auto",
    scale: Annotated[
        str, typer.Option("--scale", help="Work on a proxy, and deliver it at that size.", metavar="1/2")
    ] = "1",
    reference: Annotated[
        list[str] | None,
        _option("--reference", "A retouched frame N, taken first; may be repeated.", "N=PNG"),
    ] = None,
    codec: Annotated[str | None, _option("--codec", "Another than the one that goes with --out.")] = None,
    matte_out: Annotated[str | None, _option("--matte", "Also deliver the evaluated matte.")] = None,
    patch_out: Annotated[str | None, _option("--patch", "Also deliver the fill alone as RGBA.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = 0,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor threads for the fill; all if not given.")
    ] = None,
    memory: Annotated[str | None, _option("--memory", "So much all processes may take.", "4G")] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Do not go on where a render stopped.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more, tracebacks too.")] = False,
) -> None:
    """Remove what lies under the mattes of a clip: matte in, clean plate out."""
    try:
        request = RemovalRequest(
            clip=clip,
            mask=mask,
            out=out,
            frames=frames,
            handles=handles,
            grow_px=grow,
            feather_px=feather,
            keep_missing=missing is Missing.KEEP,
            engine=engine,
            scale=scale_factor(scale),
            seed=seed,
            references=tuple(_reference(text) for text in reference or ()),
            codec=codec,
            matte_out=matte_out,
            patch_out=patch_out,
            threads=threads,
            memory_bytes=None if memory is None else size_bytes(memory),
            restart=restart,
            overwrite=overwrite,
        )
        with Presenter(_verbosity(quiet=quiet, verbose=verbose)) as presenter:
            result = render(request, presenter)
    except CleanplateError as error:
        if as_json:
            typer.echo(
                json.dumps({"status": "failed", "error": str(error), "exit_status": error.exit_status})
            )
        raise
    _report(result, presenter, as_json=as_json)


def _reference(text: str) -> tuple[str, Path]:
    frame, equals, path = text.partition("=")
    if not (frame and equals and path):
        raise UsageError(f"{text!r} is no retouched frame", remedy="write --reference like 12=retouched.png")
    return frame.strip(), Path(path)


def _verbosity(*, quiet: bool, verbose: bool) -> Verbosity:
    if quiet and verbose:
        raise UsageError("--quiet and --verbose contradict each other", remedy="give one of them")
    return Verbosity.QUIET if quiet else Verbosity.VERBOSE if verbose else Verbosity.NORMAL


def _report(result: Result, presenter: Presenter, *, as_json: bool) -> None:
    rate = result.frame_count / max(result.seconds, 1e-9)
    if as_json:
        document = {
            "status": "done",
            "outputs": [str(path) for path in result.outputs],
            "frames": result.frame_count,
            "filled": result.filled_count,
            "resumed": result.resumed_count,
            "seconds": round(result.seconds, 3),
            "frames_per_second": round(rate, 3),
            "notices": presenter.notices,
        }
        typer.echo(json.dumps(document))
        return
    for path in result.outputs:
        presenter.say(f"{path}: done")
    presenter.say(f"{result.frame_count} frames in {told_time(result.seconds)}, {rate:.1f} frames/s.")
