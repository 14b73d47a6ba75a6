"""Declarations as the metadata forms of Satu Data Indonesia: MS-Keg, MS-Var and MS-Ind.

Fields and their order follow Peraturan BPS 5/2020 on the technical guide to statistical metadata, as the forms are reproduced
in guides of cities (the annex itself was not read); the standard of a datum (concept, definition, classification, measure,
unit) is that of Perpres 39/2019 article 5. The forms are Indonesian in both languages of the pages. What no declaration says
is `BLANK`: nothing is invented to fill a form.
"""

from collections.abc import Mapping, Sequence

from catalogue.models import City, Kpi, Source
from ui.language import N_, _, said, speaking

BLANK = "belum diisi"
Form = list[tuple[str, str]]

LEVEL_WORDS = {"kota": "kabupaten/kota", "kecamatan": "kecamatan", "kelurahan": "desa/kelurahan"}
GRAIN_WORDS = {
    "day": "harian",
    "month": "bulanan",
    "quarter": "triwulanan",
    "semester": "semesteran",
    "year": "tahunan",
}
TYPE_WORDS = {
    "text": N_("teks"),
    "integer": N_("bilangan bulat"),
    "decimal": N_("desimal"),
    "date": N_("tanggal"),
    "timestamp": N_("tanggal dan waktu"),
    "year": N_("tahun"),
    "period": N_("periode"),
    "area_code": N_("kode wilayah (Kemendagri atau BPS)"),
    "city_code": N_("kode kota (Kemendagri atau BPS)"),
    "quality": N_("asal angka"),
    "moment": N_("tanggal, atau tanggal dan waktu"),
    "kpi": N_("id indikator"),
}
DIRECTION_WORDS = {
    "up": "Makin tinggi makin baik.",
    "down": "Makin rendah makin baik.",
    "neither": "Tinggi atau rendah tidak dinilai.",
}


def caveat_words(kpi: Kpi, cities: Mapping[str, City]) -> list[str]:
    """All caveats, those of single cities with the names of these."""
    found = []
    for caveat in kpi.caveats:
        whose = ", ".join(cities[code].name if code in cities else code for code in caveat.cities)
        found.append(f"{whose}: {said(caveat)}" if whose else said(caveat))
    return found


@speaking("id")
def indicator_form(
    kpi: Kpi, kpis: Mapping[str, Kpi], sources: Mapping[str, Source], dimension: str, cities: Mapping[str, City]
) -> Form:
    """MS-Ind of one indicator; `dimension` is the name of its dimension."""
    parts = [one for one in kpis.values() if one.part_of and one.part_of.kpi == kpi.id]
    activities = "; ".join(sources[name].title.id for name in kpi.sources if name in sources)
    variables = [name.id for name in (kpi.numerator_name, kpi.denominator_name) if name]
    return [
        ("Kode indikator", kpi.id),
        ("Nama indikator", kpi.name.id),
        ("Konsep", dimension),
        ("Definisi", _meaning(kpi)),
        ("Interpretasi", " ".join([DIRECTION_WORDS[kpi.better], *caveat_words(kpi, cities)])),
        ("Metode/rumus penghitungan", formula_words(kpi)),
        ("Ukuran", _measure(kpi)),
        ("Satuan", kpi.unit.id),
        (
            "Klasifikasi penyajian",
            f"menurut {', '.join(LEVEL_WORDS[level] for level in kpi.levels)}; {GRAIN_WORDS[kpi.grain]}",
        ),
        ("Apakah indikator komposit", "ya" if parts else "tidak"),
        ("Indikator pembangun", "; ".join(part.name.id for part in parts) or "tidak ada"),
        ("Kegiatan penghasil variabel pembangun", activities or BLANK),
        ("Variabel pembangun", "; ".join(variables) or BLANK),
        ("Level estimasi", LEVEL_WORDS[kpi.levels[-1]] if kpi.levels else BLANK),
        ("Apakah indikator dapat diakses umum", "ya" if kpi.audience == "public" else f"tidak: {kpi.exemption}"),
        ("Produsen data", kpi.producer),
        ("Penanggung jawab", kpi.owner),
    ]


@speaking("id")
def activity_form(source: Source) -> Form:
    """MS-Keg of one source, by the blocks of the form."""
    return [
        ("Kode kegiatan (diisi petugas BPS)", BLANK),
        ("Judul kegiatan", source.title.id),
        ("Tahun", str(source.released_on.year) if source.released_on else BLANK),
        ("Cara pengumpulan data", source.obtained.id),
        ("Blok I. Instansi penyelenggara", source.publisher),
        ("Blok II. Penanggung jawab: produsen data", source.producer),
        ("Blok II. Penanggung jawab: walidata", source.custodian),
        ("Blok III. Latar belakang dan tujuan", BLANK),
        ("Blok IV. Frekuensi penyelenggaraan", source.cadence.id),
        ("Blok IV. Cakupan wilayah", "satu kabupaten/kota" if source.scope == "city" else "nasional"),
        ("Blok V. Desain sampel", BLANK),
        (
            "Blok VI. Penjaminan kualitas",
            f"aturan per kolom; baris yang melanggar disisihkan dan dihitung, paling banyak {source.max_set_aside_pct:g}% per berkas sumber",
        ),
        ("Blok VII. Pengolahan", "; ".join(caveat.id for caveat in source.caveats) or BLANK),
        ("Blok VIII. Diseminasi: lisensi", source.licence),
        ("Blok VIII. Diseminasi: tanggal terbit", source.released_on.isoformat() if source.released_on else BLANK),
        (
            "Blok VIII. Diseminasi: dapat diakses umum",
            "ya" if source.audience == "public" else f"tidak: {source.exemption}",
        ),
        ("Asal angka", source.quality),
        ("Alamat", source.address or BLANK),
    ]


@speaking("id")
def variable_forms(source: Source) -> list[Form]:
    """MS-Var of each column of a source."""
    forms = []
    for name, column in source.columns.items():
        is_open = source.audience == "public" and not column.personal
        forms.append(
            [
                ("Kegiatan", source.title.id),
                ("Nama variabel", name),
                ("Alias", column.from_),
                ("Konsep", BLANK),
                ("Definisi", BLANK),
                ("Referensi pemilihan", BLANK),
                ("Referensi waktu", source.cadence.id),
                ("Tipe data", type_words(column)),
                ("Klasifikasi isian", "; ".join(column.allowed) if column.allowed else "tidak ada"),
                ("Aturan validasi", rule_words(column)),
                ("Kalimat pertanyaan", "tidak berlaku: kompilasi produk administrasi"),
                ("Apakah variabel dapat diakses umum", "ya" if is_open else "tidak"),
            ]
        )
    return forms


def type_words(column) -> str:
    """The type of a column in words."""
    word = TYPE_WORDS[column.type]
    return _(word)


def rule_words(column) -> str:
    """The rules a row is judged by, in words."""
    if column.personal:
        return _("data pribadi: dibuang saat berkas dibaca")
    rules = [_("wajib diisi")] if column.required else []
    if column.min is not None:
        rules.append(_("paling kecil {limit}", limit=f"{column.min:g}"))
    if column.max is not None:
        rules.append(_("paling besar {limit}", limit=f"{column.max:g}"))
    if column.pattern:
        rules.append(_("berbentuk {pattern}", pattern=column.pattern))
    return "; ".join(rules) or _("tidak ada")


def formula_words(kpi: Kpi) -> str:
    """The formula in words, with the names of its parts."""
    over, under = (said(name) if name else column for name, column in _parts(kpi))
    scale = f" × {kpi.scale:g}" if kpi.scale != 1 else ""
    words = {
        "ratio": _("jumlah {over} ÷ jumlah {under}", over=over, under=under) + scale,
        "sum": _("jumlah {over}", over=over),
        "published": _("hitungan dasbor ini atas angka sumber")
        if kpi.own_calculation
        else _("sebagaimana diterbitkan sumber, tidak dijumlahkan"),
        "awaited": _("belum diisi"),
    }[kpi.kind]
    return f"{words}. {said(kpi.method)}" if kpi.method else words


def _parts(kpi: Kpi) -> Sequence[tuple]:
    return (kpi.numerator_name, kpi.numerator), (kpi.denominator_name, kpi.denominator)


def _meaning(kpi: Kpi) -> str:
    meaning = getattr(kpi, "meaning", None)
    return meaning.id if meaning else kpi.question.id


def _measure(kpi: Kpi) -> str:
    if kpi.unit.id.startswith("%"):
        return "persentase"
    return {"ratio": "rasio", "sum": "jumlah", "published": "indeks atau angka terbitan", "awaited": BLANK}[kpi.kind]
