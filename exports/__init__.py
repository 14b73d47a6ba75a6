"""Frames and declarations in, files out."""
