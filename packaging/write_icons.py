#!/usr/bin/env python3
"""Draws the program's icon for Windows (.ico) and macOS (.icns) from its SVG.

python packaging/write_icons.py FOLDER
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QByteArray
from PyQt6.QtGui import QGuiApplication, QImage, QPainter
from PyQt6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent / "linux" / "cleanplate.svg"
SIDES_PX = {"cleanplate.ico": 256, "cleanplate.icns": 1024}
"""The largest that each kind of file holds; the system makes smaller ones of it."""


def main(words: Sequence[str]) -> int:
    """Draw both into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder for the icons")
    folder = parser.parse_args(words).folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    drawing = QSvgRenderer(QByteArray(SOURCE.read_bytes()))
    written = [drawn(drawing, side).save(str(folder / name)) for name, side in SIDES_PX.items()]
    application.quit()
    return 0 if all(written) else 1


def drawn(drawing: QSvgRenderer, side_px: int) -> QImage:
    """Draw a square of so many pixels over nothing."""
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
