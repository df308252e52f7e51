"""What a pickle would call, found out without unpickling it.

`torch.load(weights_only=True)` refuses to call what is not on its list, but that list is longer than
checkpoints need: it has things that take memory by the number they are given. Ours is the few names that
state dicts are made of, and it is gone through before anything is built.
"""

from __future__ import annotations

import pickletools
from pickle import UnpicklingError
from typing import IO

_MOST_OPCODES = 2_000_000
_NEEDED = frozenset(
    {
        "collections OrderedDict",
        "torch Size",
        "torch._utils _rebuild_tensor",
        "torch._utils _rebuild_tensor_v2",
        "torch._utils _rebuild_parameter",
        "torch.nn.parameter Parameter",
    }
)
_STORAGES = frozenset(
    f"torch {kind}Storage"
    for kind in ("Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool")
)
_CALLS_BY_NAME = frozenset({"GLOBAL", "INST"})
_CALLS_BY_STACK = frozenset({"STACK_GLOBAL", "EXT1", "EXT2", "EXT4"})


class CallError(ValueError):
    """A pickle that would call what a state dict has no need of.

    Attributes
    ----------
    name : str
        Module and name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def check_pickle(file: IO[bytes]) -> None:
    """Go through one pickle; the file stands behind it then.

    Raises
    ------
    CallError
        If it would call what it should not.
    UnpicklingError
        If it is no pickle, breaks off, or is longer than any state dict.
    """
    try:
        for count, (opcode, argument, _) in enumerate(pickletools.genops(file)):
            if opcode.name in _CALLS_BY_STACK:
                raise CallError("something that it does not name")
            if opcode.name in _CALLS_BY_NAME and argument not in _NEEDED | _STORAGES:
                raise CallError(str(argument).replace(" ", "."))
            if count > _MOST_OPCODES:
                raise UnpicklingError("too long")
    except CallError:
        raise
    except (ValueError, MemoryError, OverflowError) as error:  # lengths, too, come from the file
        raise UnpicklingError("damaged") from error
