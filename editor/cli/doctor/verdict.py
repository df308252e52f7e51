"""What a check came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How something is."""

    GOOD = "good"
    POOR = "poor"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check came to.

    Attributes
    ----------
    name : str
        What was looked at.
    state : State
        Poor means that Cleanplate works, but less well than it could.
    found : str
        What is there.
    remedy : str
        What to do where it is not good; empty otherwise.
    """

    name: str
    state: State
    found: str
    remedy: str = ""

    def document(self) -> dict[str, str]:
        """Put it into plain values."""
        return {"name": self.name, "state": self.state.value, "found": self.found, "remedy": self.remedy}
