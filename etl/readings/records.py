"""Opens the JSON of sensor platforms into rows of text: (record number, station, parameter, unit, time, value).

ThingSpeak `feeds`, Antares (oneM2M) `m2m:cin` whose `con` is JSON inside JSON (one that is not is a value that is no number), OGC SensorThings Observations, alone or
inside their Datastreams. Numbers keep their own text, NaN and Infinity included. Raises `FileFault` when the text is no JSON.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from catalogue.readings import Readings
from etl.faults import FileFault
from etl.files import decoded, received_bytes

LARGEST_JSON = 200_000_000  # bytes; it is opened in memory
Row = tuple[int, str, str, str, str, str]


def json_rows(readings: Readings, path: Path, shown: str) -> list[Row]:
    """Every reading of one file, in its order."""
    if path.stat().st_size > LARGEST_JSON:
        raise FileFault(shown, f"JSON lebih dari {LARGEST_JSON // 1_000_000} MB; minta CSV atau bagi per bulan", 1)
    text, _ = decoded(received_bytes(path, shown), shown)
    try:
        content = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        cut = fault.pos >= len(text.rstrip()) - 1 or "Unterminated" in fault.msg
        what = "JSON terpotong; minta berkas yang utuh" if cut else "susunan JSON rusak; minta berkas yang utuh"
        raise FileFault(shown, what, fault.lineno, f"huruf ke-{fault.colno}") from None
    except RecursionError:
        raise FileFault(shown, "JSON bersarang terlalu dalam; periksa isinya", 1) from None
    opened = {"thingspeak": _feeds, "antares": _instances, "sensorthings": _observations}[readings.layout]
    rows = list(opened(readings, content, path.stem))
    if not rows:
        raise FileFault(shown, f"tidak ada satu pun bacaan berbentuk {readings.layout}; periksa layout sumbernya", 1)
    return rows


def _text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def text_at(record: object, path: str) -> str:
    """The text at a dotted path of a record, '' where it does not lead anywhere."""
    for step in path.split("."):
        record = record.get(step) if isinstance(record, dict) else None
    return _text(record)


def _stamp(readings: Readings, record: object) -> str:
    return " ".join(text_at(record, name) for name in readings.time)


def _feeds(readings: Readings, content: object, stem: str) -> Iterator[Row]:
    feeds = content.get("feeds") if isinstance(content, dict) else content
    for nth, feed in enumerate(feeds if isinstance(feeds, list) else [], start=1):
        station = text_at(feed, readings.station) if readings.station else stem
        for name in readings.parameters:
            yield nth, station, name, "", _stamp(readings, feed), text_at(feed, name)


def _found(content: object, key: str) -> Iterator[object]:
    """Every value under `key`, at any depth, in order."""
    pending = [content]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            if key in one:
                yield one[key]
            else:
                pending += reversed(list(one.values()))
        elif isinstance(one, list):
            pending += reversed(one)


def _instances(readings: Readings, content: object, stem: str) -> Iterator[Row]:
    for nth, instance in enumerate(_found(content, "m2m:cin"), start=1):
        stamp = _stamp(readings, instance)
        try:
            inner = json.loads(text_at(instance, "con"), parse_float=str, parse_int=str, parse_constant=str)
        except json.JSONDecodeError:
            inner = None
        if not isinstance(inner, dict):
            yield nth, stem, next(iter(readings.parameters)), "", stamp, text_at(instance, "con")
            continue
        station = (
            (text_at(inner, readings.station) or text_at(instance, readings.station)) if readings.station else stem
        )
        for name in readings.parameters:
            yield nth, station, name, "", stamp, text_at(inner, name)


def _observations(readings: Readings, content: object, stem: str) -> Iterator[Row]:
    listed = content.get("value", [content]) if isinstance(content, dict) else content
    nth = 0
    for one in listed if isinstance(listed, list) else []:
        stream = one.get("Datastream", one) if isinstance(one, dict) else {}
        own = one.get("Observations") if isinstance(one, dict) else None
        for observation in own if isinstance(own, list) else [one]:
            nth += 1
            station = text_at(stream, readings.station) if readings.station else stem
            stamp = _stamp(readings, observation).split("/")[0]  # of an interval its beginning
            unit = text_at(stream, readings.unit) if readings.unit else ""
            yield nth, station, text_at(stream, readings.parameter), unit, stamp, text_at(observation, "result")
