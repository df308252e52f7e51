"""The site of the documentation: `python3 dev.py docs`."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "packaging"))

from write_reference import write_pages  # noqa: E402

write_pages(HERE / "reference" / "generated")

project = "Cleanplate"
author = "The Cleanplate authors"
copyright = "The Cleanplate authors, GPL-3.0-or-later"
version = release = version_of("cleanplate")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
html_theme = "furo"
html_title = "Cleanplate"
html_logo = "../packaging/linux/cleanplate.svg"
html_show_sphinx = False
exclude_patterns = ["_build"]
nitpick_ignore_regex = [(".*", ".*")]
# A page of words in three languages needs no warning that they stand there twice.
suppress_warnings = ["myst.xref_ambiguous"]
