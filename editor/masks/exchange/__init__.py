"""Shapes, mattes and annotations of other programs: in and out."""
