"""Measurements: files of sensors -> immutable parts of typed readings -> hours and days by month."""
