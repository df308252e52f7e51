"""Shots: what of a timeline's media is to be cleaned, in source time, shared by all clips that show it."""
