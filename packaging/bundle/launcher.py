"""What starts in the bundle: the terminal or the window, as the program's own name says.

The program starts processes of its own as `sys.executable -m MODULE` and `-c CODE`. In a bundle that is this
file, which therefore understands both as Python does.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

WINDOW = "cleanplate-editor"


def main() -> None:
    """Do what the command line asks for."""
    how, what = [*sys.argv[1:3], "", ""][:2]
    if how == "-m":
        sys.argv[:3] = [what]
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    elif how == "-c":
        sys.argv[:3] = ["-c"]
        exec(compile(what, "<command>", "exec"), {"__name__": "__main__"})
    elif Path(sys.executable).stem == WINDOW:
        from ui.application import run as open_window

        open_window()
    else:
        from editor.cli.main import run

        run()


if __name__ == "__main__":
    main()
