"""Mattes for what was burned into a clip, found without anybody painting, and its removal in one go."""
