"""What can be wrong with a propagation."""

from __future__ import annotations

from pathlib import Path

from editor.errors import UsageError


class KeyMatteError(UsageError):
    """Key mattes that nothing can be propagated from."""


class ChangedMatteError(UsageError):
    """A matte that a former run made was changed since by somebody else.

    Attributes
    ----------
    index : int
        Its frame.
    """

    def __init__(self, path: Path, index: int) -> None:
        self.index = index
        super().__init__(
            "this matte was changed since it was made",
            remedy=f"give it as --key {index}=..., or choose another --out",
            path=path,
            frame=index,
        )
