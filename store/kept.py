"""Answers kept in memory: an edition never changes, so a small answer stays true. Bounded by rows, oldest use goes first."""

import threading
from collections import OrderedDict

ROWS_IN_ALL = 60_000  # of some fifteen columns: about 50 MB a process
ROWS_OF_ONE = 2000

Answer = tuple[list[str], list[tuple]]


class Kept:
    """Answers by question, safe to share between threads."""

    def __init__(self, rows_in_all: int = ROWS_IN_ALL, rows_of_one: int = ROWS_OF_ONE):
        self._answers: OrderedDict[tuple, Answer] = OrderedDict()
        self._rows = 0
        self._rows_in_all, self._rows_of_one = rows_in_all, rows_of_one
        self._lock = threading.Lock()

    def find(self, asked: tuple) -> Answer | None:
        """The kept answer, or None."""
        with self._lock:
            found = self._answers.get(asked)
            if found is not None:
                self._answers.move_to_end(asked)
            return found

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._answers.clear()
            self._rows = 0

    def keep(self, asked: tuple, answer: Answer) -> None:
        """Keep an answer unless it is long; an empty one counts as a row."""
        cost = max(len(answer[1]), 1)
        if cost > self._rows_of_one:
            return
        with self._lock:
            if asked in self._answers:
                return
            self._answers[asked] = answer
            self._rows += cost
            while self._rows > self._rows_in_all:
                _, gone = self._answers.popitem(last=False)
                self._rows -= max(len(gone[1]), 1)
