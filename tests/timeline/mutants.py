"""Samples with a value changed, a piece lost or doubled, or bytes flipped."""

from __future__ import annotations

import random
import re

_NUMBER = re.compile(rb""">(-?\d+)<|"(-?\d+(?:/\d+)?s?)\"""")
_ELEMENT = re.compile(rb"<(\w[\w-]*)[^<>]*>[^<>]*</\1>|<\w[^<>]*/>")
_VALUES = (b"", b"-7", b"0", b"99999999999999999999", b"x", b"1e9", b"0.5", b"-1", b"1/0s", b"0s", b"-5/3s")


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Damage a document in one of five ways."""
    kind = dice.randrange(5)
    first = dice.randrange(len(data))
    if kind == 0:
        match = dice.choice([*_NUMBER.finditer(data)])
        group = 1 if match[1] is not None else 2
        return data[: match.start(group)] + dice.choice(_VALUES) + data[match.end(group) :]
    if kind == 1:
        return data[:first] + data[first + dice.randrange(60) :]
    if kind in (2, 3):
        start, end = dice.choice([match.span() for match in _ELEMENT.finditer(data)])
        return data[:start] + data[start:end] * (2 if kind == 2 else 0) + data[end:]
    return data[:first] + dice.randbytes(3) + data[first + 3 :]
