"""The one table of what a reader is told about a judgement and about the origin of a number.

`STATUSES` answers "how good is it?", `QUALITIES` answers "how do we know?". Keys are the values of the columns `status`
and `quality`; `event` exists only on screen, for happenings that are no indicator.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """`css` class of the mark, `word` beside it, `tally` inside a count ("2 dipantau"), `sentence` that explains it."""

    css: str
    word: str
    tally: str
    sentence: str


@dataclass(frozen=True)
class Quality:
    """`css` class of the tag, `word` in it, `sentence` that explains it."""

    css: str
    word: str
    sentence: str


STATUSES: dict[str, Status] = {
    "poor": Status("status-poor", "Buruk", "buruk", "Di luar batas pantau."),
    "watch": Status("status-watch", "Perlu dipantau", "dipantau", "Belum mencapai target, masih dalam batas pantau."),
    "good": Status("status-good", "Baik", "baik", "Mencapai target."),
    "no_target": Status(
        "status-untargeted",
        "Tanpa target",
        "tanpa target",
        "Belum ada target terbit di dasbor ini, jadi tidak diwarnai.",
    ),
    "too_few": Status("status-few", "Terlalu sedikit", "terlalu sedikit", "Kasus terlalu sedikit untuk dinilai."),
    "no_data": Status("status-missing", "Belum tersedia", "belum tersedia", "Sumber belum ada atau belum diserahkan."),
    "suppressed": Status("status-hidden", "Disamarkan", "disamarkan", "Angka kecil disamarkan untuk melindungi orang."),
    "not_applicable": Status(
        "status-na", "Tidak berlaku", "tidak berlaku", "Indikator ini tidak dihitung di wilayah ini."
    ),
    "event": Status("status-event", "Kejadian", "kejadian", "Kejadian, bukan indikator."),
}

WORST_FIRST: tuple[str, ...] = tuple(key for key in STATUSES if key != "event")

QUALITIES: dict[str, Quality] = {
    "resmi": Quality("quality-resmi", "Resmi", "dari dokumen resmi"),
    "kutipan": Quality("quality-kutipan", "Kutipan", "dikutip dari media atau terbitan lain"),
    "estimasi": Quality("quality-estimasi", "Estimasi", "dihitung dengan model"),
    "simulasi": Quality("quality-simulasi", "Simulasi", "bukan data; tidak pernah tampil untuk publik"),
}

SIMULATION_BAND = "SIMULASI: bukan data kota"
UNCOUNTED = "Disebut terdampak, tanpa angka"
ZERO = "Nol, dilaporkan"
DIRECTIONS = {
    "up": "Makin tinggi makin baik",
    "down": "Makin rendah makin baik",
    "neither": "Tinggi atau rendah tidak dinilai",
}
