"""Round numbers for the ends and marks of an axis."""

import math

_STEPS = (1, 2, 2.5, 5, 10)


def ticks(low: float, high: float, most: int = 5, smallest: float = 0.0) -> list[float]:
    """Evenly spaced round numbers, about `most` of them, from at or under `low` to at or over `high`; none closer than `smallest`."""
    if low == high:
        room = abs(low) * 0.1 or 1.0
        low, high = low - room, high + room
    wanted = max((high - low) / most, smallest)
    size = 10.0 ** math.floor(math.log10(wanted))
    step = next(nice * size for nice in _STEPS if nice * size >= wanted * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]
