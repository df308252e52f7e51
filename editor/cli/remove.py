"""`cleanplate remove`: matte or painted keys in, clean plate out."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.propagate import key_source
from editor.cli.sizes import scale_factor, size_bytes
from editor.errors import UsageError
from editor.render.propagation.removal import remove_from_keys
from editor.render.propagation.request import KeySource
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

app = typer.Typer()

_MOST_HANDLES = 100_000


class Missing(Enum):
    """What becomes of frames without a matte."""

    REFUSE = "refuse"
    KEEP = "keep"


@app.command("remove", no_args_is_help=True)
def remove_command(
    clip: Annotated[str, typer.Argument(help="A movie, a folder of pictures, or a pattern.")],
    out: Annotated[str, option("--out", "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures.")],
    mask: Annotated[
        Path | None, option("--mask", "A folder of PNGs, one PNG (still), or a matte movie; 255 = removed.")
    ] = None,
    key: Annotated[
        list[str] | None,
        option("--key", "Instead: a painted matte of frame N, propagated; may be repeated.", "[NAME@]N=PNG"),
    ] = None,
    frames: Annotated[
        str | None, option("--range", "Both included: indices from 0, #1001-#1050, or timecodes.", "A-B")
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
    reference: Annotated[
        list[str] | None,
        option("--reference", "A retouched frame N, taken first; may be repeated.", "N=PNG"),
    ] = None,
    codec: Annotated[str | None, option("--codec", "Another than the one that goes with --out.")] = None,
    matte_out: Annotated[str | None, option("--matte", "Also deliver the evaluated matte.")] = None,
    patch_out: Annotated[str | None, option("--patch", "Also deliver the fill alone as RGBA.")] = None,
    provenance_out: Annotated[
        Path | None, option("--provenance", "Also write maps of where each pixel comes from.", "FOLDER")
    ] = None,
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
    """Remove what lies under the mattes of a clip: matte or painted keys in, clean plate out."""
    with failing_as_json(as_json=as_json):
        keys = _keys(mask, key or [])
        request = RemovalRequest(
            clip=clip,
            mask=mask or Path(),
            out=out,
            frames=frames,
            handles=handles,
            grow_px=grow,
            feather_px=feather,
            keep_missing=missing is Missing.KEEP,
            engine=engine,
            device=device,
            precision=precision,
            scale=scale_factor(scale),
            seed=seed,
            references=tuple(reference_of(text) for text in reference or ()),
            codec=codec,
            matte_out=matte_out,
            patch_out=patch_out,
            provenance_out=provenance_out,
            threads=threads,
            memory_bytes=None if memory is None else size_bytes(memory),
            restart=restart,
            overwrite=overwrite,
        )
        with Presenter(verbosity(quiet=quiet, verbose=verbose)) as presenter:
            result = remove_from_keys(request, keys, presenter) if keys else render(request, presenter)
    counts = {"filled": result.filled_count, "resumed": result.resumed_count}
    report(result, presenter, counts, as_json=as_json)


def _keys(mask: Path | None, texts: list[str]) -> tuple[KeySource, ...]:
    if mask is not None and texts:
        raise UsageError("--mask and --key contradict each other", remedy="give one of them")
    if mask is None and not texts:
        raise UsageError(
            "it is not said what is to be removed", remedy="give --mask MATTES, or --key like 0=painted.png"
        )
    return tuple(map(key_source, texts))


def reference_of(text: str) -> tuple[str, Path]:
    """Read a retouched frame like `12=retouched.png`.

    Raises
    ------
    UsageError
        If it is none.
    """
    frame, equals, path = text.partition("=")
    if not (frame and equals and path):
        raise UsageError(f"{text!r} is no retouched frame", remedy="write --reference like 12=retouched.png")
    return frame.strip(), Path(path)
