"""Opens a message into rows of text, as a file's reader does: (station, parameter, unit, time, value, is_kept).

A field is a `{name}` of the topic or a key of the JSON payload (`a.b` is `b` inside `a`); numbers keep their own text. A payload
that is a list of objects is as many records; of a wide record every declared parameter is a row.
"""

import json
import re
from dataclasses import dataclass

from catalogue import Source
from catalogue.live import PLACEHOLDER
from etl.demo import MARK
from etl.listen.clock import EPOCH, timedelta
from etl.readings.records import text_at

KEPT_BYTES = 200  # of a payload that is too large: enough for an example
_MARK = MARK.encode()
Row = tuple[str, str, str, str, str, bool]


@dataclass(frozen=True)
class Message:
    """One message as it arrived. `payload` is cut when `size` is over the limit; `connection` counts the broker's sessions."""

    source_id: str
    topic: str
    payload: bytes
    size: int
    is_retained: bool
    arrived_us: int
    mid: int = 0
    qos: int = 0
    connection: int = 0


@dataclass(frozen=True)
class Refused:
    """A message that gives no row at all."""

    reason: str
    example: str


def filters_of(source: Source) -> list[str]:
    """What is subscribed to: the declared wider filters, else the topics with `+` for their names."""
    return source.mqtt.subscribe or [re.sub(r"[^/]*\{[^/]*", "+", topic) for topic in source.mqtt.topics]


class Opener:
    """Opens the messages of one source."""

    def __init__(self, source: Source):
        self.how, self.mqtt = source.readings, source.mqtt
        self._patterns = [_pattern(topic) for topic in source.mqtt.topics]

    def rows(self, message: Message) -> list[Row] | Refused:
        """The rows of a message, or why there are none."""
        if message.size > self.mqtt.max_payload_bytes:
            return Refused("message_too_large", str(message.size))
        if MARK.casefold() in message.topic.casefold() or _MARK in message.payload:
            return Refused("message_simulated", message.topic)
        fields = next((found.groupdict() for one in self._patterns if (found := one.fullmatch(message.topic))), None)
        if fields is None:
            return Refused("message_topic", message.topic)
        try:
            text = message.payload.decode("utf-8-sig")
            content = {self.how.value: text.strip()} if self.mqtt.payload == "number" else _opened(text)
        except (ValueError, RecursionError):
            return Refused("message_unreadable", message.payload[:KEPT_BYTES].decode("utf-8", "replace"))
        records = content if isinstance(content, list) else [content]
        if not records or not all(isinstance(record, dict) for record in records):
            return Refused("message_unreadable", text[:KEPT_BYTES])
        return [row for record in records for row in self._rows_of(record, fields, message)]

    def _rows_of(self, record: dict, fields: dict[str, str], message: Message) -> list[Row]:
        def said(name: str | None) -> str:
            return "" if name is None else fields[name] if name in fields else _plain(text_at(record, name))

        how = self.how
        time = _stamp(message) if self.mqtt.time == "arrival" else " ".join(said(name) for name in how.time)
        is_kept = all(said(name).strip() in texts for name, texts in how.keep.items())
        if how.parameter is not None:
            return [(said(how.station), said(how.parameter), said(how.unit), time, said(how.value), is_kept)]
        return [(said(how.station), name, "", time, said(name), is_kept) for name in how.parameters]


def _pattern(topic: str) -> re.Pattern:
    levels = []
    for level in topic.split("/"):
        parts = PLACEHOLDER.split(level)  # text, name, text, ...
        named = "".join(re.escape(part) if nth % 2 == 0 else f"(?P<{part}>[^/]+)" for nth, part in enumerate(parts))
        levels.append({"+": "[^/]*", "#": ".*"}.get(level, named))
    return re.compile("/".join(levels).removesuffix("/.*") + ("(/.*)?" if levels[-1] == ".*" else ""))


def _opened(text: str) -> object:
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def _plain(text: str) -> str:
    """Without half a character (`\\ud800`), which no database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _stamp(message: Message) -> str:
    """When it arrived; of a retained message nobody knows how old its value is."""
    if message.is_retained:
        return ""
    return (EPOCH + timedelta(microseconds=message.arrived_us)).isoformat().replace("+00:00", "Z")
