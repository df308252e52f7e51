"""Timelines on disk: opened within limits, read in a child process, saved whole or not at all."""
