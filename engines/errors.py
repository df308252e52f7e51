"""The one tree of errors that engines raise on purpose."""

from __future__ import annotations


class EngineError(Exception):
    """An engine cannot do what was asked of it."""


class ShapeError(EngineError):
    """Arrays whose sizes, types or counts do not fit together.

    Attributes
    ----------
    what : str
        Which argument is wrong.
    got, wanted : str
        What came and what was expected, in words.
    """

    def __init__(self, what: str, *, got: str, wanted: str) -> None:
        self.what = what
        self.got = got
        self.wanted = wanted
        super().__init__(f"{what}: got {got}, wanted {wanted}")


class NothingToFillFromError(EngineError):
    """No pixel of any frame is known, so that there is nothing to fill from."""


class BudgetError(EngineError):
    """Not even the smallest window fits the memory.

    Attributes
    ----------
    needed_bytes, budget_bytes : int
        What the smallest window takes, and what was allowed.
    """

    def __init__(self, needed_bytes: int, budget_bytes: int) -> None:
        self.needed_bytes = needed_bytes
        self.budget_bytes = budget_bytes
        super().__init__(f"needs {needed_bytes} bytes, {budget_bytes} allowed")


class UnknownEngineError(EngineError):
    """No engine of that name is installed.

    Attributes
    ----------
    name : str
        The name asked for.
    known : tuple of str
        The names there are.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"no engine {name!r}; there are {', '.join(known)}")


class BrokenEngineError(EngineError):
    """An engine is installed but cannot be loaded.

    Attributes
    ----------
    name : str
        Its name.
    fault : str
        What loading it raised.
    """

    def __init__(self, name: str, fault: str) -> None:
        self.name = name
        self.fault = fault
        super().__init__(f"engine {name!r} cannot be loaded ({fault})")


class DeviceError(EngineError):
    """There is no such device, or no such precision, on this machine.

    Attributes
    ----------
    wanted : str
        What was asked for.
    known : tuple of str
        What there is.
    """

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        self.wanted = wanted
        self.known = known
        super().__init__(f"{wanted!r} cannot be had on this machine; choose one of {', '.join(known)}")


class DeviceMemoryError(EngineError):
    """A device's own memory does not even suffice for the shortest window.

    Attributes
    ----------
    device : str
        Its name.
    """

    def __init__(self, device: str) -> None:
        self.device = device
        super().__init__(
            f"the memory of {device} does not suffice for a single picture; choose --device cpu, "
            "or close what else uses it"
        )


class PrecisionError(EngineError):
    """A network's numbers have left the range of the type that it computes in."""

    def __init__(self) -> None:
        super().__init__("the network's numbers overflow in this precision; choose --precision fp32")


class MissingWeightsError(EngineError):
    """An engine's network has no weights on this machine.

    Attributes
    ----------
    network : str
        Which network.
    """

    def __init__(self, network: str) -> None:
        self.network = network
        super().__init__(
            f"there are no weights of {network}; bring them in with `cleanplate models import FILE` "
            "(`cleanplate models list` shows what is there)"
        )


class StoppedError(EngineError):
    """An engine was asked to stop before it was done; what it had filled is dropped."""

    def __init__(self) -> None:
        super().__init__("stopped before the fill was done")
