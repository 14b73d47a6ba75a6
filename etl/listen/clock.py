"""The machine's clock as the listener reads it, and days in WIB of moments in microseconds since 1970 UTC."""

from datetime import UTC, date, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_US = 86_400_000_000
WIB_US = 7 * 3_600_000_000


def now_us() -> int:
    """Now, in microseconds since 1970 UTC."""
    return (datetime.now(UTC) - EPOCH) // timedelta(microseconds=1)


def day_of(moment_us: int) -> date:
    """The day (WIB) of a moment."""
    return EPOCH.date() + timedelta(days=(moment_us + WIB_US) // DAY_US)


def first_us(day: date) -> int:
    """The first moment of a day (WIB)."""
    return (day - EPOCH.date()).days * DAY_US - WIB_US
