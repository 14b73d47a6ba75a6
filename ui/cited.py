"""Words of the data and of officialdom on a page in another language: citations, remarks, names of agencies and programmes.

They are Indonesian. Where the message catalogue knows them (context `data`; `make translations` collects the columns that
pages show), the translation is shown; else they stand as they are, marked `lang="id"`, so that a screen reader says them
right. A name that is the same in both languages is in the catalogue too.
"""

import re

from dash import html

from ui.format import upper_first
from ui.language import N_, _, _n, translated

# What the build itself writes beside a figure, and remarks that differ in their numbers only; the numbers as names.
WRITTEN_BY_THE_BUILD = (
    N_("urutan dihitung sendiri"),
    N_("Mutu A (Sangat Baik) menurut interval PermenPANRB 14/2017"),
    N_("Mutu B (Baik) menurut interval PermenPANRB 14/2017"),
    N_("Mutu C (Kurang Baik) menurut interval PermenPANRB 14/2017"),
    N_("Mutu D (Tidak Baik) menurut interval PermenPANRB 14/2017"),
    N_("{offices} dinas, {agencies} badan, {districts} kecamatan, {others} unit"),
    N_("tercetak {printed} di bawah judul km², jelas hektare"),
    N_("Luas elipsoid poligon rinci dari berkas batas yang dipakai peta"),
    N_("Dukcapil semester II dan luas BIG, disalin cahyadsn/wilayah"),
    N_("{people} jiwa (Dukcapil {year}) × {own} TPS ÷ {all} TPS, sisa terbesar"),
    N_("{known} dari {all} wilayah terkecil punya angka"),
    N_("{known} dari {all} wilayah terkecil memakai angka resmi, sisanya model"),
    N_("{known} dari {all} wilayah terkecil sudah punya angka resmi, belum dipakai di sini"),
    N_("kecamatan ini belum punya angka resmi, model hanya membagi sisa total instrumen yang sama"),
    N_("belum semua kelurahan punya angka, yang tampil total tercetak bila ada"),
    N_("kutipan yang digantikan: {people}"),
    N_(
        "{people} jiwa (total BPS kota dikurangi angka resmi kecamatan lain, {year}) × {own} TPS ÷ {all} TPS, sisa terbesar"
    ),
    N_(
        "{people} jiwa (total Dukcapil kota dikurangi angka resmi kecamatan lain, {year}) × {own} TPS ÷ {all} TPS, "
        "sisa terbesar"
    ),
    N_(
        "angka resmi BPS {year} sudah ada ({people} jiwa), belum dipakai di sini: angka resmi kota belum lengkap dan total "
        "kota BPS tahun itu tidak ada"
    ),
    N_(
        "angka resmi Dukcapil {year} sudah ada ({people} jiwa), belum dipakai di sini: angka resmi kota belum lengkap dan "
        "total kota Dukcapil tahun itu tidak ada"
    ),
)
# The findings in a boundary file, as the build words them; `area` and `beside` are names of areas.
FINDINGS = (
    N_(
        "{rows} bentuk masuk = {drawn} digambar + {aside} tersisih; {missing} dari {all} kelurahan tanpa gambar; {gaps} celah, "
        "{overlaps} tumpang tindih, {slivers} batas tipis (sliver), {fragments} serpihan di bawah {size} m² "
        "(diabaikan: di bawah {least} m² atau lebih tipis dari {thin} cm)"
    ),
    N_(
        "{rows} bentuk masuk = {drawn} digambar (termasuk {ground} lahan tanpa kode) + {aside} tersisih; {missing} dari {all} "
        "kelurahan tanpa gambar; {gaps} celah, {overlaps} tumpang tindih, {slivers} batas tipis (sliver), {fragments} serpihan "
        "di bawah {size} m² (diabaikan: di bawah {least} m² atau lebih tipis dari {thin} cm)"
    ),
    N_("{area} punya serpihan lepas {size} m², di sisi {beside}; digambar, tanpa label"),
    N_("{area} punya serpihan lepas {size} m², tidak menyentuh wilayah lain; digambar, tanpa label"),
    N_("{area} bertumpang tindih {size} m²; betulkan batas bersamanya, keduanya digambar apa adanya"),
    N_(
        "batas {area} bertumpuk tipis {size} m² (lebar sekitar {width} m); betulkan batas bersamanya, keduanya digambar apa adanya"
    ),
    N_(
        "celah {size} m² yang bukan wilayah siapa pun, di antara {beside}; betulkan batas bersamanya, celahnya dibiarkan kosong"
    ),
    N_(
        "celah {size} m² (lebar sekitar {width} m) antara {beside} terbuka ke luar kota, mungkin perairan; betulkan batas "
        "bersamanya, celahnya dibiarkan kosong"
    ),
    N_(
        "celah tipis {size} m² (lebar sekitar {width} m) antara {beside}; betulkan batas bersamanya, celahnya dibiarkan kosong"
    ),
)
_NAMES = ("area", "beside")
_LAST = N_(" dan ")  # before the last of several areas


def _pattern(sentence: str) -> re.Pattern:
    parts = re.split(r"\{(\w+)\}", sentence)
    forms = [rf"(?P<{part}>{'.+' if part in _NAMES else '[0-9.,]+'})" for part in parts[1::2]]
    return re.compile("".join(re.escape(words) + form for words, form in zip(parts[::2], [*forms, ""], strict=True)))


_WRITTEN = tuple((sentence, _pattern(sentence)) for sentence in (*WRITTEN_BY_THE_BUILD, *FINDINGS))
_AND = "; "  # the build joins the citations of a figure with this
_DOCUMENT = re.compile(r"(.+) \(([^()]+)\)")
_TABLE = re.compile(r"(.+), Tabel ([\dIVX., –]+)")
_OTHER_UNITS = re.compile(r"unit lain: (.+)")


def original(text: str) -> str | html.Span:
    """Official words: a name of an agency or several, a regulation, a licence."""
    return cited(text)


def cited(text: str) -> str | html.Span:
    """A citation or a remark as the data bring it."""
    return _translation(text) or html.Span(text, lang="id")


def remark(text: str) -> str | html.Span:
    """A remark that begins a sentence."""
    return upper_first(_translation(text) or "") or html.Span(upper_first(text), lang="id")


def cited_plainly(text: str) -> str:
    """The same where nothing but text can stand."""
    return _translation(text) or text


def printed_class(text: str) -> str:
    """A class as its source prints it: `Sangat Baik`; on a page in another language with its meaning behind it."""
    meaning = translated(text)
    return text if meaning in (None, text) else f"{text} ({meaning})"


def pieces(text: str) -> set[str]:
    """The texts whose translation serves a text: itself, what is joined in it, a document without table or brackets."""
    found = {text, *text.split(_AND)}
    return found | {
        match[1] for part in found for form in (_TABLE, _OTHER_UNITS, _DOCUMENT) if (match := form.fullmatch(part))
    }


def is_told(text: str) -> bool:
    """Does the page in another language say these words in that language?"""
    return _translation(text) is not None


def _translation(text: str) -> str | None:
    whole = translated(text) or _written(text) or _composed(text)
    if whole:
        return whole
    parts = text.split(_AND)
    for cut in range(len(parts) - 1, 0, -1):
        head = _AND.join(parts[:cut])
        first = translated(head) or _written(head) or _composed(head)
        if first and (rest := _translation(_AND.join(parts[cut:]))):
            return first + _AND + rest
    return None


def _composed(text: str) -> str | None:
    """A document with its table or with something in brackets, whose own words are known."""
    if (table := _TABLE.fullmatch(text)) and (document := translated(table[1])):
        count = len(re.findall("[,–]", table[2])) + 1
        return _n("{document}, Tabel {place}", count, document=document, place=table[2])
    if (units := _OTHER_UNITS.fullmatch(text)) and (names := translated(units[1])):
        return _("unit lain: {names}", names=names)
    if (named := _DOCUMENT.fullmatch(text)) and (source := _translation(named[1])):
        return f"{source} ({translated(named[2]) or named[2]})"
    return None


def _written(text: str) -> str | None:
    for sentence, pattern in _WRITTEN:
        found = pattern.fullmatch(text)
        if found:
            return _(sentence, **{name: _in_words(name, value) for name, value in found.groupdict().items()})
    return None


def _in_words(name: str, value: str) -> str:
    return value.replace(_LAST, _(_LAST)) if name in _NAMES else value.translate(_SEPARATORS)


_SEPARATORS = str.maketrans(".,", ",.")
