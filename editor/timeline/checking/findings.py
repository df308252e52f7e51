"""What a check finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

_MOST_PLACES = 5


class Host(Enum):
    """A program that reads timelines."""

    RESOLVE = "DaVinci Resolve"
    PREMIERE = "Premiere Pro"
    FINAL_CUT = "Final Cut Pro"
    OTIO = "OpenTimelineIO 0.18 and what is built on it"


class Weight(Enum):
    """What comes of it."""

    REFUSED = "refused"
    WRONG = "misread"
    LOST = "dropped"


class Basis(Enum):
    """Where the knowledge comes from."""

    DOCUMENTED = "documented by the maker"
    MEASURED = "measured on the program"
    REPORTED = "reported, or read from the code of exporters"


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that a program does not take.

    Attributes
    ----------
    code : str
        Short and lasting name.
    hosts : tuple of Host
        Which programs.
    weight : Weight
        What they do with it.
    basis : Basis
        How we know.
    problem : str
        What is wrong, as a sentence without the final stop.
    remedy : str
        What to do, as an imperative without the final stop.
    """

    code: str
    hosts: tuple[Host, ...]
    weight: Weight
    basis: Basis
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule is broken.

    Attributes
    ----------
    rule : Rule
        Which.
    place : str
        Where: a line, a clip's name.
    """

    rule: Rule
    place: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule with its places.

    Attributes
    ----------
    rule : Rule
        Which.
    count : int
        How often.
    places : tuple of str
        The first few.
    """

    rule: Rule
    count: int
    places: tuple[str, ...]


def gathered(hits: Iterable[Hit]) -> list[Finding]:
    """Put the hits of each rule together, the gravest first."""
    places: dict[Rule, list[str]] = {}
    for hit in hits:
        places.setdefault(hit.rule, []).append(hit.place)
    weights = list(Weight)
    ordered = sorted(places, key=lambda rule: (weights.index(rule.weight), rule.code))
    return [Finding(rule, len(places[rule]), tuple(_first(places[rule]))) for rule in ordered]


def _first(places: list[str]) -> Iterator[str]:
    yield from list(dict.fromkeys(place for place in places if place))[:_MOST_PLACES]
