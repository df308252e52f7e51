"""What can be wrong with weights."""

from __future__ import annotations

from pathlib import Path

from engines.errors import EngineError


class WeightsError(EngineError):
    """Weights that cannot be used.

    Attributes
    ----------
    cause : str
        What is wrong, in words, without the file's name.
    remedy : str
        What to do about it, as an imperative without the final stop.
    path : Path or None
        The file that it is about.
    """

    def __init__(self, cause: str, *, remedy: str, path: Path | None = None) -> None:
        self.cause = cause
        self.remedy = remedy
        self.path = path
        where = "" if path is None else f"{path}: "
        super().__init__(f"{where}{cause}; {remedy}")


class CheckpointError(WeightsError):
    """A file that is no checkpoint, is damaged, or asks for more than tensors."""


class WrongNetworkError(WeightsError):
    """A checkpoint that fits no network, or not the one that it should.

    Attributes
    ----------
    key : str or None
        The first entry that does not fit, where one can be named.
    """

    def __init__(self, cause: str, *, remedy: str, path: Path | None = None, key: str | None = None) -> None:
        self.key = key
        super().__init__(cause, remedy=remedy, path=path)


class ModelError(WeightsError):
    """A model that is missing, changed or damaged, or a name that is taken."""


class StorageError(ModelError):
    """A folder of models that cannot be written to."""
