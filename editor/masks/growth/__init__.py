"""Mattes that spread by any distance, exact to parts of a pixel."""
