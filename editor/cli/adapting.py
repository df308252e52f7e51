"""The option of all verbs that carry key mattes: whether the network learns from them first."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class Adapt(Enum):
    """Whether the network first learns from the key mattes."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


AdaptOption = Annotated[
    Adapt, typer.Option("--adapt", help="Learn from the keys first; auto: where the way is long enough.")
]
