"""Weights that came with the program, each with its card."""
