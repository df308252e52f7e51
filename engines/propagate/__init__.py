"""Masks over time: from what a user painted on a few frames to a matte for every frame."""
