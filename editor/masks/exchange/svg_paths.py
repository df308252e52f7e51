"""Path data of SVG (SVG 1.1, section 8.3) as Bezier curves."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import numpy as np

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.grid import Coordinates

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PART = re.compile(rf"([MmZzLlHhVvCcSsQqTtAa])|({_NUMBER})|([\s,]+)|(.)", re.DOTALL)
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_MOST_NUMBERS = 1_000_000
_STEEPEST = 1e9


@dataclass(slots=True)
class Subpath:
    """One outline.

    Attributes
    ----------
    curves : list of ndarray
        4 x 2 each: control points of a cubic curve that starts where the one before ends.
    is_closed : bool
        Whether it was closed.
    """

    curves: list[Coordinates] = field(default_factory=list)
    is_closed: bool = False


def parsed_path(data: str) -> list[Subpath]:
    """Read path data.

    Parameters
    ----------
    data : str
        Of the attribute `d`.

    Raises
    ------
    MaskValueError
        If it is none, or too long.
    """
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.draw(command, numbers)
    return [path for path in pen.paths if path.curves]


def _commands(data: str) -> list[tuple[str, list[float]]]:
    commands: list[tuple[str, list[float]]] = []
    for count, found in enumerate(_PART.finditer(data)):
        letter, number, _, strange = found.groups()
        if strange or count > _MOST_NUMBERS or (number and not commands):
            raise MaskValueError("the data of a path cannot be read", remedy="save it as plain SVG")
        if letter:
            commands.append((letter, []))
        elif number:
            value = float(number)
            if not abs(value) < _STEEPEST:
                raise MaskValueError(f"{number:.20} is too large for a path", remedy="save it as plain SVG")
            commands[-1][1].append(value)
    return commands


class _Pen:
    """Draws commands one after the other."""

    def __init__(self) -> None:
        self.paths: list[Subpath] = []
        self._place = self._start = np.zeros(2)
        self._handle: Coordinates | None = None
        self._last = ""

    def draw(self, command: str, numbers: list[float]) -> None:
        """Draw a command as often as its numbers say."""
        kind, size = command.upper(), _COUNTS[command.upper()]
        if kind == "Z":
            self._close()
            return
        if not numbers or len(numbers) % size:
            cause = f"a path has {len(numbers)} numbers after {command}"
            raise MaskValueError(cause, remedy="save it as plain SVG")
        for at in range(0, len(numbers), size):
            self._one(kind, np.array(numbers[at : at + size]), is_relative=command.islower())
            # What follows the first pair of a move are lines.
            kind = "L" if kind == "M" else kind

    def _one(self, kind: str, numbers: Coordinates, *, is_relative: bool) -> None:
        base = self._place if is_relative else np.zeros(2)
        if kind == "A":
            self._arc(numbers[:5], base + numbers[5:])
        elif kind == "M":
            self._place = self._start = base + numbers
            self.paths.append(Subpath())
        elif kind in "HV":
            target = self._place.copy()
            axis = 0 if kind == "H" else 1
            target[axis] = base[axis] + numbers[0]
            self._line(target)
        elif kind == "L":
            self._line(base + numbers)
        else:
            self._curve(kind, base + numbers.reshape(-1, 2))
        self._last = kind

    def _curve(self, kind: str, points: Coordinates) -> None:
        if kind in "ST":
            points = np.concatenate([[self._mirrored("CS" if kind == "S" else "QT")], points])
        handle = points[-2]
        if kind in "QT":
            points = np.stack([(self._place + 2 * handle) / 3, (points[1] + 2 * handle) / 3, points[1]])
        self._add(points)
        self._handle = handle

    def _mirrored(self, kinds: str) -> Coordinates:
        """Mirror the handle of the curve before, if it was of such a kind."""
        if self._handle is None or self._last not in kinds:
            return self._place
        return 2 * self._place - self._handle

    def _line(self, target: Coordinates) -> None:
        self._add(np.stack([self._place, target, target]))

    def _arc(self, numbers: Coordinates, target: Coordinates) -> None:
        """Draw an elliptical arc by curves of a quarter at most."""
        if not numbers[:2].all() or (target == self._place).all():
            self._line(target)
            return
        arc = _arc_between(self._place, target, numbers)
        count = max(1, math.ceil(abs(arc.sweep) / (math.pi / 2) - 1e-9))
        handle = 4 / 3 * math.tan(arc.sweep / count / 4)
        for step in range(count):
            angles = (arc.start + arc.sweep * share / count for share in (step, step + 1))
            a, b = (np.array([math.cos(angle), math.sin(angle)]) for angle in angles)
            across = np.stack([a + handle * a[::-1] * (-1, 1), b - handle * b[::-1] * (-1, 1), b])
            self._add(arc.middle + across * arc.radii @ arc.turn.T)

    def _add(self, points: Coordinates) -> None:
        if not self.paths or self.paths[-1].is_closed:
            self.paths.append(Subpath())
            self._start = self._place
        self.paths[-1].curves.append(np.concatenate([[self._place], points]))
        self._place, self._handle = points[-1], None

    def _close(self) -> None:
        if self.paths and self.paths[-1].curves:
            if not np.allclose(self._place, self._start):
                self._line(self._start)
            self.paths[-1].is_closed = True
        self._place, self._last = self._start, "Z"


@dataclass(frozen=True, slots=True)
class _Arc:
    """Part of an ellipse: middle, radii, turn of its axes, and angles on the circle that it was."""

    middle: Coordinates
    radii: Coordinates
    turn: Coordinates
    start: float
    sweep: float


def _arc_between(place: Coordinates, target: Coordinates, numbers: Coordinates) -> _Arc:
    """Find the ellipse of an arc from its ends (SVG 1.1, appendix F.6)."""
    radii, angle = np.abs(numbers[:2]), math.radians(numbers[2])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    half = turn.T @ (place - target) / 2 / radii
    reach = math.hypot(*half)
    if reach > 1:
        radii, half, reach = radii * reach, half / reach, 1.0
    is_large, is_clockwise = numbers[3] != 0, numbers[4] != 0
    side = -1 if is_large == is_clockwise else 1
    centre = side * math.sqrt(max(0.0, 1 / reach**2 - 1)) * np.array([half[1], -half[0]])
    start, end = (math.atan2(at[1], at[0]) for at in (half - centre, -half - centre))
    sweep = (end - start) % (2 * math.pi) - (0 if is_clockwise else 2 * math.pi)
    return _Arc((place + target) / 2 + turn @ (radii * centre), radii, turn, start, sweep)
