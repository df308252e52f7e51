"""Frames for the screen: decoded in threads, kept within a number of bytes, proxies beside them."""
