"""Frames in, pictures out: words, numbers, cards, maps and charts. No database, no files, no environment."""
