"""Holes over time: the engines that fill them."""
