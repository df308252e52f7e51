"""What can be wrong with a propagation before it begins."""

from __future__ import annotations

from engines.errors import EngineError


class NoKeyError(EngineError):
    """An object has no key matte that its frames could start from.

    Attributes
    ----------
    name : str
        The object.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{_told(name)} has no key matte within the frames; give one with --key")


class KeyOutsideError(EngineError):
    """A key matte lies outside the frames, or on a frame that is pinned.

    Attributes
    ----------
    name : str
        The object.
    index : int
        The key's frame.
    """

    def __init__(self, name: str, index: int) -> None:
        self.name = name
        self.index = index
        super().__init__(
            f"the key matte of {_told(name)} at frame {index} lies outside the frames that are to be made"
        )


class EmptyKeysError(EngineError):
    """All key mattes of an object are black.

    Attributes
    ----------
    name : str
        The object.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"every key matte of {_told(name)} is black; paint the object white on one at least")


def _told(name: str) -> str:
    return f"object {name!r}" if name else "the object"
