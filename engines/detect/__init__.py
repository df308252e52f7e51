"""Mattes that nobody painted: what was burned into the pictures is found by how it looks and behaves."""
