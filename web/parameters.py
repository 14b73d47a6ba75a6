"""Reads query parameters: unknown, repeated or malformed is a `BadParameter` that says what is allowed."""

import re
from datetime import date

from flask import request

from catalogue.models import LEVELS
from web.answers import BadParameter

AREA = re.compile(r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?", re.ASCII)
CITY = re.compile(r"\d{2}\.\d{2}", re.ASCII)
EDITION = re.compile(r"(demo-)?\d{4}-\d{2}-\d{2}-\d{8}T\d{6}Z-[0-9a-f]{8}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)


def parameters(*allowed: str) -> dict[str, str]:
    """The request's parameters, each at most once, all well-formed."""
    given: dict[str, str] = {}
    for name, values in request.args.lists():
        if name not in allowed:
            raise BadParameter(name[:60], "parameter ini tidak dikenal", list(allowed))
        if len(values) > 1:
            raise BadParameter(name, "parameter ini ditulis lebih dari sekali", list(allowed))
        given[name] = values[0]
    for name, value in given.items():
        FORMS[name](name, value)
    return given


def _matches(pattern: re.Pattern, words: str):
    def check(name: str, value: str) -> None:
        if not pattern.fullmatch(value):
            raise BadParameter(name, f"'{value[:60]}' {words}")

    return check


def _one_of(*allowed: str):
    def check(name: str, value: str) -> None:
        if value not in allowed:
            raise BadParameter(name, f"'{value[:60]}' tidak dikenal", list(allowed))

    return check


def _day(name: str, value: str) -> None:
    try:
        if not DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise BadParameter(name, f"'{value[:60]}' bukan tanggal TTTT-BB-HH") from None


FORMS = {
    "city": _matches(CITY, "bukan kode kota Kemendagri bertitik, misalnya 12.76"),
    "area": _matches(
        AREA, "bukan kode wilayah Kemendagri bertitik, misalnya 12.76.03.1004 (kode BPS tidak dipakai di sini)"
    ),
    "level": _one_of(*LEVELS),
    "from": _day,
    "to": _day,
    "edition": _matches(EDITION, "bukan nomor edisi"),
    "year": _matches(YEAR, "bukan tahun empat angka"),
    "type": _one_of("Instansi Pusat", "Kabupaten", "Kota", "Provinsi"),
}
