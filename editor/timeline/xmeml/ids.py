"""Ids for what is new, in the manner of those that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NUMBERED = re.compile(r"(.*-)(\d{1,9})", re.DOTALL)


class FreshIds:
    """Ids that a document does not have: `clipitem-8` after `clipitem-7`, or names made unique.

    Parameters
    ----------
    kind : iterable of str
        The ids of one kind of element, whose manner is taken over.
    taken : set of str
        Those of all kinds, to which new ones are added.
    """

    def __init__(self, kind: Iterable[str], taken: set[str]) -> None:
        self._taken = taken
        names = set(kind)
        numbered = [match for name in names if (match := _NUMBERED.fullmatch(name))]
        prefixes = Counter(match[1] for match in numbered)
        self._prefix = prefixes.most_common(1)[0][0] if 2 * len(numbered) > len(names) else ""
        numbers = (int(match[2]) for match in numbered if match[1] == self._prefix)
        self._number = max(numbers, default=0)

    def next(self, name: str) -> str:
        """Return an id that was not there before; `name` is used where ids are names."""
        fresh, count = self._proposal(name), 1
        while fresh in self._taken:
            count += 1
            fresh = f"{name} {count}"
        self._taken.add(fresh)
        return fresh

    def _proposal(self, name: str) -> str:
        if not self._prefix:
            return name
        self._number += 1
        return f"{self._prefix}{self._number}"
