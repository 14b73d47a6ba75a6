"""Service requests: exports as received -> what each export saw of each case -> one row per case.

Personal data ends in the first statement that reads a file (`observing.py`): nothing but declared roles leaves it, reduced.
"""
