"""The one table of what a reader is told about a judgement and about the origin of a number.

`STATUSES` answers "how good is it?", `QUALITIES` answers "how do we know?". Keys are the values of the columns `status`
and `quality`; `event` exists only on screen, for happenings that are no indicator. Words are marked here and translated
with `_` where they are drawn.
"""

from dataclasses import dataclass

from catalogue.models import Kpi
from ui.language import N_, _, _n


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
    "poor": Status("status-poor", N_("Buruk"), N_("{n} buruk"), N_("Di luar batas pantau.")),
    "watch": Status(
        "status-watch",
        N_("Perlu dipantau"),
        N_("{n} dipantau"),
        N_("Belum mencapai target, masih dalam batas pantau."),
    ),
    "good": Status("status-good", N_("Baik"), N_("{n} memenuhi"), N_("Mencapai target.")),
    "no_target": Status(
        "status-untargeted",
        N_("Tanpa target"),
        N_("{n} tanpa target"),
        N_("Belum ada target terbit untuk periode ini, jadi tidak diwarnai."),
    ),
    "too_few": Status(
        "status-few",
        N_("Terlalu sedikit"),
        N_("{n} terlalu sedikit"),
        N_("Kasus terlalu sedikit untuk dinilai."),
    ),
    "no_data": Status(
        "status-missing",
        N_("Belum tersedia"),
        N_("{n} belum tersedia"),
        N_("Sumber belum ada atau belum diserahkan."),
    ),
    "suppressed": Status(
        "status-hidden",
        N_("Disamarkan"),
        N_("{n} disamarkan"),
        N_("Angka kecil disamarkan untuk melindungi orang."),
    ),
    "not_applicable": Status(
        "status-na",
        N_("Tidak berlaku"),
        N_("{n} tidak berlaku"),
        N_("Indikator ini tidak dihitung di wilayah ini."),
    ),
    "event": Status("status-event", N_("Kejadian"), N_("{n} kejadian"), N_("Kejadian, bukan indikator.")),
}

# Beside a class that the source prints (`Sangat Baik`) our judgement is no second class: it says what it was judged by.
BESIDE_A_CLASS = {"good": N_("Mencapai ambang"), "poor": N_("Di luar batas pantau")}

WORST_FIRST: tuple[str, ...] = tuple(key for key in STATUSES if key != "event")

QUALITIES: dict[str, Quality] = {
    "resmi": Quality("quality-resmi", N_("Resmi"), N_("dari dokumen resmi")),
    "kutipan": Quality("quality-kutipan", N_("Kutipan"), N_("dikutip dari media atau terbitan lain")),
    "estimasi": Quality("quality-estimasi", N_("Estimasi"), N_("dihitung dengan model")),
    "simulasi": Quality("quality-simulasi", N_("Simulasi"), N_("bukan data; tidak pernah tampil untuk publik")),
}

WITHHELD = (  # kinds of reason why a figure that was received is not published (etl/sheets/agreement.py)
    N_("surat serah terimanya belum dicatat"),
    N_("surat serah terimanya belum berlaku"),
    N_("surat serah terimanya sudah berakhir"),
    N_("surat serah terimanya tidak mengizinkan penerbitan"),
)

SIMULATION_BAND = N_("SIMULASI: bukan data kota")
UNCOUNTED = N_("Disebut terdampak, tanpa angka")
UNKNOWN = N_("Tidak dihitung: terlalu banyak yang tidak diketahui")
ZERO = N_("Nol, dilaporkan")
DIRECTIONS = {
    "up": N_("Makin tinggi makin baik"),
    "down": N_("Makin rendah makin baik"),
    "neither": N_("Tinggi atau rendah tidak dinilai"),
}

OFFICE_KINDS = {"definitif": N_("definitif"), "Pj": N_("Pj"), "Plt": N_("Plt"), "Plh": N_("Plh")}


def uncounted_word(kpi: Kpi) -> str:
    """Of an area with cases but no figure: reports name it only, or too little is known of the cases."""
    return _(UNKNOWN if kpi.unknown else UNCOUNTED)


def status_word(status: str, kpi: Kpi | None = None) -> str:
    """The word of a judgement: `Belum tersedia`; of an indicator whose source prints a class it is no word of quality."""
    entry = STATUSES[status]
    word = BESIDE_A_CLASS.get(status, entry.word) if kpi and kpi.printed_class else entry.word
    return _(word)


def status_sentence(status: str) -> str:
    """The sentence that explains it."""
    entry = STATUSES[status]
    return _(entry.sentence)


def quality_word(quality: str) -> str:
    """The origin inside a sentence: `resmi`, `official`."""
    entry = QUALITIES[quality]
    return _(entry.word).lower()


def is_own(kpi: Kpi, quality: str) -> bool:
    """Whether the figure is our own count; estimates and simulations stay what they are."""
    return kpi.own_calculation and quality in ("resmi", "kutipan")


def figure_word(kpi: Kpi, quality: str) -> str:
    """The same of a figure of an indicator: `hitungan sendiri` where no source prints it."""
    return _("Hitungan sendiri").lower() if is_own(kpi, quality) else quality_word(quality)


def area_name_words(label: str, name: str) -> str:
    """`Kec. Padang Hulu`, `Gampong Jawa`, `Kota Uji`; in English `Padang Hulu District`."""
    if label in ("Kec.", "Kecamatan"):
        return _("Kec. {name}", name=name) if label == "Kec." else _("Kecamatan {name}", name=name)
    return f"{label} {name}".strip()


def area_words(label: str) -> str:
    """The word for a kind of area inside a sentence: `kecamatan` or `district`; a city's own word (`gampong`) stays."""
    word = label.lower()
    return {"kecamatan": _("kecamatan"), "kota": _("kota"), "kabupaten": _("kabupaten")}.get(word, word)


def counted_areas(label: str, n: int, *, explained: bool = False) -> str:
    """`5 kecamatan`, `35 kelurahan`, `68 gampong`; in English `5 districts`, `35 kelurahan`.

    `explained`: the English word with the Indonesian one in brackets, where a page names the kind of area first.
    """
    word = label.lower()
    if explained and word == "kelurahan":
        return _n("{n} kelurahan", n)
    if word == "kecamatan":
        return _n("{n} kecamatan", n)
    if word == "kota":
        return _n("{n} kota", n)
    if word == "kabupaten":
        return _n("{n} kabupaten", n)
    if word in ("kabupaten/kota", _("Kabupaten/kota").lower()):
        return _n("{n} kabupaten/kota", n)
    return _n("{n} {label}", n, label=word)
