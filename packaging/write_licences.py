#!/usr/bin/env python3
"""Writes under which licences everything stands that Cleanplate needs, with the licences' texts.

    python packaging/write_licences.py FILE [--extra farm]

Run it with the Python in which Cleanplate is installed: what is installed there counts, not what may be.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = "cleanplate"
_TEXT = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors|thirdparty|third_party)[^/]*$", re.IGNORECASE)
_CLASSIFIER = "License :: "


def main(words: Sequence[str]) -> int:
    """Write the report; return 1 if some distribution does not say its licence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, help="the report")
    parser.add_argument("--extra", action="append", default=[], help="an extra to include; may be repeated")
    options = parser.parse_args(words)
    needed = sorted(closure(PROGRAM, options.extra), key=lambda each: canonicalize_name(each.name))
    options.file.write_text(report(needed), encoding="utf-8")
    silent = [each.name for each in needed if not licence_of(each)]
    if silent:
        print(f"These do not say their licence: {', '.join(silent)}.", file=sys.stderr)
    return 1 if silent else 0


def closure(name: str, extras: Sequence[str] = ()) -> list[Distribution]:
    """Find a distribution and all that it needs on this machine, however indirectly.

    Parameters
    ----------
    name : str
        A distribution that is installed.
    extras : sequence of str
        Extras of it to include.

    Raises
    ------
    PackageNotFoundError
        If it, or something that it cannot do without, is not installed.
    """
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        known = waiting.pop()
        if known in seen:
            continue
        seen.add(known)
        each = distribution(known[0])
        found[canonicalize_name(each.name)] = each
        waiting += requirements(each, known[1])
    return list(found.values())


def requirements(each: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give what a distribution requires here, with these extras."""
    for text in each.requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def licence_of(each: Distribution) -> str:
    """Say a distribution's licence: its SPDX expression, else classifiers, else the field's first line."""
    metadata = each.metadata
    expressions = metadata.get_all("License-Expression")
    if expressions:
        return str(expressions[0])
    told = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier", [])
        if line.startswith(_CLASSIFIER)
    ]
    named = [name for name in told if name != "OSI Approved"]
    return ", ".join(named) or "".join(metadata.get_all("License") or []).strip().partition("\n")[0]


def texts_of(each: Distribution) -> Iterator[tuple[str, str]]:
    """Give name and text of every licence file that a distribution brings along."""
    for file in each.files or ():
        if ".dist-info/" in str(file) and _TEXT.search(str(file)):
            path = Path(str(each.locate_file(file)))
            yield path.name, path.read_text(encoding="utf-8", errors="replace").strip()


def report(needed: Sequence[Distribution]) -> str:
    """Write a table of all, and after it the texts."""
    rows = [f"{each.name:<28} {each.version:<16} {licence_of(each) or 'not said'}" for each in needed]
    parts = ["Licences of everything that this copy of Cleanplate is made of\n", *rows]
    for each in needed:
        for name, text in texts_of(each):
            title = f"{each.name} {each.version}: {name}"
            parts += ["", "=" * len(title), title, "=" * len(title), "", text]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
