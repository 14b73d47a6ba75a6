"""Spreadsheets as a city receives them, read by declaration (`shape: sheet`): every line is accounted for."""
