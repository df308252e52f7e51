"""Planes of the scene followed through a shot."""
