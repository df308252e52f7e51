"""Graphs of the picture and of the shot, where people would rather look than read."""
