"""Progress of a build: a bar on a terminal, plain lines elsewhere; each step's seconds for the manifest."""

import sys
import time
from contextlib import contextmanager

from tqdm import tqdm


class Steps:
    """`with steps("mart"): ...` says what runs and records how long it took in `done`."""

    def __init__(self, say):
        self.done: list[dict] = []
        self._say = say
        self._bar = (
            tqdm(bar_format="{desc}: {n} langkah, {elapsed}", file=sys.stderr, leave=False)
            if sys.stderr.isatty()
            else None
        )

    @contextmanager
    def __call__(self, name: str):
        if self._bar is not None:
            self._bar.set_description(name)
        started = time.monotonic()
        yield
        seconds = round(time.monotonic() - started, 3)
        self.done.append({"name": name, "seconds": seconds})
        if self._bar is not None:
            self._bar.update(1)
        else:
            self._say(f"{name}: {seconds:.2f} detik")
