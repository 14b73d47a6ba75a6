"""Cases of a city and their life: when they came in, what about, where, who has them, what state they were in on a day."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from etl.simulate.place import Kelurahan, Place, rows_of

MONTHS = (1.0, 0.9, 0.9, 0.9, 0.95, 0.9, 1.0, 1.0, 1.1, 1.2, 1.25, 1.1)
WEEKDAYS = (1.25, 1.15, 1.1, 1.05, 1.0, 0.75, 0.7)
HOURS = (1, 1, 0, 0, 1, 2, 4, 6, 10, 12, 11, 8, 6, 7, 7, 6, 5, 4, 5, 8, 8, 6, 4, 2)
FLOOD_REQUESTS = 22  # that a flood brings to a city of 100,000, within a week
FLOOD_TOPICS = ("BANJIR", "DRAINASE (GORONG-GORONG/PARIT)")
CHANNELS = {"Website": 46, "Android": 28, "iOS": 5, "WhatsApp": 11, "SMS 1708": 6, "Tatap Muka": 4}
KINDS = {"Pengaduan": 78, "Permintaan Informasi": 12, "Aspirasi": 10}
VISIBILITIES = {"Normal": 78, "Anonim": 14, "Rahasia": 8}
ENDS = {  # status in the end: share; None: never closed
    "Selesai - tuntas ditindaklanjuti": 65,
    "Selesai - ditutup sistem": 17,
    "Selesai - ditutup pelapor": 4,
    "Ditunda": 2,
    "Diarsip": 3,
    "Bukan kewenangan (dikembalikan ke pusat)": 3,
    None: 6,
}
MEDIAN_DAYS = {"Pengaduan": 9.0, "Permintaan Informasi": 3.5, "Aspirasi": 14.0}
RATED_SHARE, REOPENED_SHARE = 0.3, 0.02


@dataclass(frozen=True)
class Topic:
    """What a request is about and who gets it."""

    main: str
    sub: str
    title: str
    agency: str


@dataclass(frozen=True)
class Case:
    """One request from beginning to end; `number` counts from 1 in its city."""

    number: int
    opened_at: datetime  # WIB
    topic: Topic
    kelurahan: Kelurahan
    kind: str
    visibility: str
    channel: str
    verified_at: datetime
    taken_at: datetime
    answered_at: datetime
    ended_at: datetime | None
    end: str | None
    reopened_at: datetime | None
    rating: int | None

    def status(self, now: datetime) -> str:
        """As an export of that moment shows it."""
        if self.end and self.ended_at <= now and not (self.reopened_at and self.reopened_at <= now):
            return self.end
        if self.answered_at <= now:
            return "Proses"
        if self.taken_at <= now:
            return "Belum Ditindaklanjuti"
        return "Belum Terdisposisi" if self.verified_at <= now else "Belum Terverifikasi"


class Topics:
    """Topics by the national counts, and those of a flood."""

    def __init__(self, reference: Path):
        listed: dict[str, list[Topic]] = {}
        for row in rows_of(reference / "simulation" / "lapor_topics.csv"):
            topic = Topic(row["main_category"], row["sub_category"], row["title"], row["agency"])
            listed.setdefault(topic.main, []).append(topic)
        self._listed = listed
        self._weights = {
            row["main_category"]: float(row["count"])
            for row in rows_of(reference / "simulation" / "lapor_categories.csv")
        }
        self._floods = [topic for topics in listed.values() for topic in topics if topic.sub in FLOOD_TOPICS]

    def one(self, chance: Random) -> Topic:
        """A topic of an ordinary day."""
        main = pick(self._weights, chance)
        listed = self._listed.get(main)
        title = f"Pertanyaan tentang {main.lower()}"
        return chance.choice(listed) if listed else Topic(main, "", title, "Sekretariat Daerah")

    def of_flood(self, chance: Random) -> Topic:
        """A topic of the days after a flood."""
        return chance.choice(self._floods)


def pick(weights: dict, chance: Random):
    """One of the keys by weight."""
    return chance.choices(list(weights), list(weights.values()))[0]


def cases_of(place: Place, topics: Topics, first: date, last: date, chance: Random) -> list[Case]:
    """Every case opened between two days, in order of time."""
    moments: list[tuple[datetime, Topic, Kelurahan]] = []
    by_code = {one.code: one for one in place.kelurahan}
    weights = {one: one.weight for one in place.kelurahan}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        expected = place.requests_a_year / 365 * MONTHS[day.month - 1] * WEEKDAYS[day.weekday()]
        for _ in range(_poisson(expected, chance)):
            moments.append((_moment(day, chance), topics.one(chance), pick(weights, chance)))
    for day, codes in place.floods.items():
        if not first <= day <= last - timedelta(days=1):
            continue
        hit = [by_code[code] for code in codes if code in by_code] or list(place.kelurahan)
        rate = place.requests_a_year / place.people * 1000
        for _ in range(_poisson(FLOOD_REQUESTS * place.people / 100_000 * min(rate, 1), chance)):
            later = min(day + timedelta(days=min(int(chance.expovariate(0.6)), 6)), last)
            moments.append((_moment(later, chance), topics.of_flood(chance), chance.choice(hit)))
    moments.sort(key=lambda moment: (moment[0], moment[2].code, moment[1].title))
    return [_lived(number, *moment, chance) for number, moment in enumerate(moments, 1)]


def _poisson(expected: float, chance: Random) -> int:
    """Knuth's way: slow for large numbers, the same on every machine."""
    limit, count, product = math.exp(-min(expected, 500.0)), 0, chance.random()
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count


def _moment(day: date, chance: Random) -> datetime:
    hour = chance.choices(range(24), HOURS)[0]
    return datetime(day.year, day.month, day.day, hour, chance.randrange(60), chance.randrange(60))


def _lived(number: int, opened_at: datetime, topic: Topic, kelurahan: Kelurahan, chance: Random) -> Case:
    kind = pick(KINDS, chance)
    verified_at = opened_at + timedelta(hours=chance.lognormvariate(math.log(7), 0.8))
    taken_at = verified_at + timedelta(hours=chance.lognormvariate(math.log(16), 1.0))
    answered_at = taken_at + timedelta(hours=chance.lognormvariate(math.log(30), 1.1))
    end = pick(ENDS, chance)
    needed = MEDIAN_DAYS[kind] * (2.5 if end == "Selesai - ditutup sistem" else 1.0)
    ended_at = answered_at + timedelta(days=chance.lognormvariate(math.log(needed), 0.9)) if end else None
    is_solved = end == "Selesai - tuntas ditindaklanjuti"
    reopened = is_solved and chance.random() < REOPENED_SHARE
    return Case(
        number=number,
        opened_at=opened_at,
        topic=topic,
        kelurahan=kelurahan,
        kind=kind,
        visibility=pick(VISIBILITIES, chance),
        channel=pick(CHANNELS, chance),
        verified_at=verified_at,
        taken_at=taken_at,
        answered_at=answered_at,
        ended_at=ended_at,
        end=end,
        reopened_at=ended_at + timedelta(days=chance.uniform(3, 30)) if reopened else None,
        rating=chance.choices((1, 2, 3, 4, 5), (8, 9, 18, 30, 35))[0]
        if is_solved and chance.random() < RATED_SHARE
        else None,
    )
