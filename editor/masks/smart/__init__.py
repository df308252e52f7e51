"""Mattes from clicks and scribbles."""
