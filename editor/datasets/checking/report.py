"""All that a check found, as a document."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.datasets.checking.collections import find_collections
from editor.datasets.checking.judging import Kind, Problem, judge
from editor.datasets.checking.looking import Looked, look_at_collection

SHARES = (0.0, 0.01, 0.05, 0.15, 0.4, 1.0)
"""Bounds of the classes of size: shares of the picture."""

_MANY = 4


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes
    ----------
    folder : Path
        What was looked over.
    looked : tuple of Looked
        Its collections.
    problems : tuple of Problem
        What should be looked at, the worst kinds first.
    """

    folder: Path
    looked: tuple[Looked, ...]
    problems: tuple[Problem, ...]

    @property
    def is_damaged(self) -> bool:
        """Whether something cannot be read."""
        return any(problem.kind is Kind.DAMAGED for problem in self.problems)

    def counts(self) -> dict[str, int]:
        """Count problems by kind, the worst first."""
        counted = Counter(problem.kind for problem in self.problems)
        return {kind.value: counted[kind] for kind in Kind if counted[kind]}

    def shares(self) -> dict[str, int]:
        """Count masks by how much of their picture they cover."""
        counted: Counter[str] = Counter()
        for one in self.looked:
            counted.update(_share_class(mask.share) for mask in one.masks)
        return {name: counted[name] for name in SHARE_NAMES if sum(counted.values())}

    def objects(self) -> dict[str, int]:
        """Count masks by how many objects they have."""
        counted = Counter(min(mask.objects, _MANY) for one in self.looked for mask in one.masks)
        names = {number: str(number) for number in range(_MANY)} | {_MANY: f"{_MANY} or more"}
        return {names[number]: counted[number] for number in names if counted[number]}

    def classes(self) -> dict[str, int]:
        """Count objects by class, as far as descriptions tell, the most frequent first."""
        counted: Counter[str] = Counter()
        for one in self.looked:
            counted.update(one.collection.classes)
        return dict(counted.most_common())

    def document(self) -> dict[str, Any]:
        """Make a document for JSON of it."""
        return {
            "folder": str(self.folder),
            "damaged": self.is_damaged,
            "collections": [_collection(one) for one in self.looked],
            "counts": self.counts(),
            "problems": [
                {"kind": it.kind.value, "collection": it.collection, "problem": it.sentence}
                for it in self.problems
            ],
            "share_of_picture": self.shares(),
            "objects_per_mask": self.objects(),
            "classes": self.classes(),
        }


def _names() -> list[str]:
    bounds = [f"{low:.0%} to {high:.0%}" for low, high in itertools.pairwise(SHARES)]
    return ["nothing", *bounds]


SHARE_NAMES = _names()


def _share_class(share: float) -> str:
    return SHARE_NAMES[sum(share > bound for bound in SHARES[:-1])]


def _collection(one: Looked) -> dict[str, Any]:
    sizes = Counter(f"{sight.width}x{sight.height}" for sight in one.sights)
    return {
        "name": one.collection.name,
        "kind": "clip" if one.collection.is_clip else "pictures",
        "pictures": len(one.sights),
        "sizes": dict(sizes.most_common()),
        "rate": None if one.rate is None else str(one.rate),
        "masks": None if one.collection.masks is None else len(one.masks),
        "mean_share": round(sum(mask.share for mask in one.masks) / len(one.masks), 4) if one.masks else None,
    }


def check_material(folder: Path, tell: Callable[[str], None]) -> CheckReport:
    """Look over a folder of material.

    Parameters
    ----------
    folder : Path
        Clips, folders of pictures with masks, folders like those of DAVIS; or one movie.
    tell : callable
        Is given what is looked at.

    Raises
    ------
    UsageError
        If it is missing, or there is nothing to look at.
    """
    looked: Sequence[Looked] = [look_at_collection(one, tell) for one in find_collections(folder)]
    return CheckReport(folder, tuple(looked), tuple(judge(looked)))
