"""How files become an edition. Run from the command line (`python -m etl`), never imported by the app."""
