"""What the verbs of training that fill have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.errors import CleanplateError, UsageError

_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")

OutFolder = Annotated[Path, typer.Option("--out", help="Folder of the training.", show_default=False)]
Minutes = Annotated[
    float | None, typer.Option("--minutes", min=0, help="Stop after so many, to go on later.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the training in --out.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Decides first weights and all clips.")]
Start = Annotated[
    str | None, typer.Option("--from", help="Begin with the weights of this model.", show_default=False)
]
Threads = Annotated[int | None, typer.Option("--threads", min=1, help="Of the network.")]
Device = Annotated[str, typer.Option("--device", help="auto, cpu, cuda, cuda:N or mps.")]
Precision = Annotated[str, typer.Option("--precision", help="fp32, bf16 or fp16 (mixed), or auto.")]
Licence = Annotated[str | None, option("--licence", "What the footage allows; stands first in the card.")]
ModelName = Annotated[str | None, option("--name", "Of the model; the network's if not given.")]


def clip_size(text: str, step_px: tuple[int, int]) -> tuple[int, int]:
    """Read a size like `432x240` whose sides a network can take.

    Raises
    ------
    UsageError
        If it is none.
    """
    match = _SIZE.fullmatch(text.strip().lower())
    wanted = f"write it like 432x240, {step_px[0]} and {step_px[1]} its steps"
    if match is None:
        raise UsageError(f"{text!r} is no size", remedy=wanted)
    width, height = int(match[1]), int(match[2])
    if width % step_px[0] or height % step_px[1] or not (width and height):
        nearest = "x".join(
            str(max(step, side // step * step)) for side, step in zip((width, height), step_px, strict=True)
        )
        raise UsageError(f"the network cannot be cut into {text}", remedy=f"say {nearest}")
    return width, height


@contextmanager
def told_as_usage(out: Path) -> Iterator[None]:
    """Say what is wrong with a training as all verbs say what is wrong with their input."""
    from engines.errors import DeviceError, MissingWeightsError
    from engines.nets.weights_errors import StorageError, WeightsError
    from engines.train.checkpoints import CheckpointError
    from engines.train.loop import DivergedError
    from engines.train.material import MaterialError

    try:
        yield
    except MaterialError as error:
        raise UsageError(str(error), remedy="give other footage") from error
    except CheckpointError as error:
        raise UsageError(error.cause, remedy="start anew in another folder", path=error.path) from error
    except (MissingWeightsError, DeviceError) as error:
        raise UsageError(str(error), remedy="train or import it first, or choose another") from error
    except StorageError as error:
        raise CleanplateError(error.cause, remedy=error.remedy, path=error.path) from error
    except WeightsError as error:
        raise UsageError(error.cause, remedy=error.remedy, path=error.path) from error
    except DivergedError as error:
        raise CleanplateError(
            str(error), remedy="begin again in another folder, with --learning-rate", path=out
        ) from error
    except OSError as error:
        raise CleanplateError(
            f"it cannot be written to ({(error.strerror or str(error)).lower()})",
            remedy="check disk and permissions",
            path=out,
        ) from error


def check_out(out: Path, *, resume: bool) -> None:
    """Let a training that is there already be gone on with only when asked.

    Raises
    ------
    UsageError
        If there is a training already.
    """
    from engines.train.loop import CHECKPOINT

    if (out / CHECKPOINT).exists() and not resume:
        raise UsageError(
            "there is a training already", remedy="go on with --resume, or choose another folder", path=out
        )


def log_line(facts: dict[str, object]) -> str:
    """Put a line of the log into words."""
    numbers = [
        f"{name} {value:.4g}" for name, value in facts.items() if name != "step" and isinstance(value, float)
    ]
    return f"step {facts['step']}: {', '.join(numbers)}"
