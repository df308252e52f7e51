#!/usr/bin/env python3
"""Writes what a copy of Cleanplate is made of as a CycloneDX bill of materials (SBOM).

    python packaging/write_sbom.py FILE.json [--extra farm]

Run it with the Python in which Cleanplate is installed: what is installed there counts, not what may be. The
same environment gives the same bytes: no time and no random number goes in.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name
from write_licences import PROGRAM, closure, licence_of, requirements

_VARYING = ("timestamp", "tools")
"""What the library adds to the metadata, and what would differ from run to run."""


def main(words: Sequence[str]) -> int:
    """Write the bill into the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, help="the bill, JSON")
    parser.add_argument("--extra", action="append", default=[], help="an extra to include; may be repeated")
    options = parser.parse_args(words)
    options.file.write_text(bill(options.extra), encoding="utf-8")
    return 0


def bill(extras: Sequence[str]) -> str:
    """Write the bill of the installed copy.

    Parameters
    ----------
    extras : sequence of str
        Extras to include.

    Returns
    -------
    str
        CycloneDX 1.6, JSON.

    Raises
    ------
    PackageNotFoundError
        If something that Cleanplate cannot do without is not installed.
    """
    parts = {str(canonicalize_name(each.name)): component(each) for each in closure(PROGRAM, extras)}
    whole = Bom(components=[part for name, part in parts.items() if name != PROGRAM])
    whole.metadata.component = parts[PROGRAM]
    for name, part in parts.items():
        known = frozenset(extras) if name == PROGRAM else frozenset()
        needs = {needed for needed, _ in requirements(distribution(name), known)}
        whole.register_dependency(part, [parts[needed] for needed in sorted(needs & parts.keys())])
    return settled(JsonV1Dot6(whole).output_as_string())


def component(each: Distribution) -> Component:
    """Describe one distribution."""
    name = canonicalize_name(each.name)
    where = PackageURL("pypi", name=name, version=each.version)
    kind = ComponentType.APPLICATION if name == PROGRAM else ComponentType.LIBRARY
    told = licence_of(each)
    licences = [DisjunctiveLicense(name=told)] if told else []
    return Component(
        name=each.name, version=each.version, type=kind, purl=where, bom_ref=str(where), licenses=licences
    )


def settled(text: str) -> str:
    """Take out of a bill what differs from run to run, and number it by what it says."""
    known: dict[str, Any] = json.loads(text)
    known["metadata"] = {key: value for key, value in known["metadata"].items() if key not in _VARYING}
    known.pop("serialNumber", None)
    plain = json.dumps(known, indent=2, sort_keys=True)
    known["serialNumber"] = f"urn:uuid:{uuid5(NAMESPACE_URL, plain)}"
    return json.dumps(known, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
