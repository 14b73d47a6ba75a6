"""What /tren draws: which indicators, which areas, and of each pair every period with its source, status and target."""

from dataclasses import dataclass, field, replace
from datetime import date

from catalogue import Kpi
from pages._beside import beside_of, is_borrowed, judged_by
from pages._changes import area_cuts, in_area
from pages._reading import declared_sources, row_words
from pages._state import Context, period_of
from store import NotThere
from ui.format import change_words, cut_between, is_money, rounded, row_period, value_text, value_with_unit
from ui.language import _, _n, said
from ui.series import Line, drawn, following, left_out_words, of_one_length
from ui.words import area_name_words

MOST = 24  # areas, or indicators, in one view


@dataclass(frozen=True)
class Strand:
    """One indicator in one area: `rows` as of the query `series`, oldest first, with `row_source`, `printed`, `recomputed`;
    `line` is what is drawn of them."""

    kpi: Kpi
    area: dict
    name: str
    rows: list[dict]
    line: Line

    @property
    def known(self) -> list[dict]:
        """Rows that have a figure."""
        return [row for row in self.rows if row["value"] is not None]

    @property
    def is_lent(self) -> bool:
        """Whether its newest figure is really another city's."""
        return bool(self.known) and is_borrowed(self.known[-1])


def area_words(area: dict) -> str:
    """`Kota Tebing Tinggi`, `Kecamatan Padang Hilir`."""
    return area["area_name"] if area["area_level"] == "kota" else area_name_words(area["area_label"], area["area_name"])


@dataclass
class Asked:
    """Indicators and areas of the address, and sentences about what of it is not drawn."""

    kpis: list[Kpi]
    areas: list[dict]
    own: str | None
    dimension: str | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def is_one_kpi(self) -> bool:
        """One indicator, perhaps in several areas; else several indicators in one area."""
        return len(self.kpis) == 1 and self.dimension is None


def asked(context: Context) -> Asked:
    """Read the address. Raises `NotThere` for an indicator, dimension or area that is not there, and for times that cross."""
    state = context.state
    window(context)
    remarks: list[str] = []
    kpis = _kpis(context, remarks)
    own = state.wilayah or context.city.code
    others = _others(context)
    if len(kpis) > 1 or state.dimensi:
        if others:
            remarks.append(
                _("Beberapa indikator digambar untuk satu wilayah; pilih satu indikator untuk membandingkan wilayah.")
            )
        return Asked(kpis, [context.edition.area(own)], own, state.dimensi, remarks)
    kpi = kpis[0]
    codes = [own, *others] if state.wilayah or not others or len(others[0]) == len(own) else others
    areas = _alike([context.edition.area(code) for code in dict.fromkeys(codes)], kpi, remarks)
    if not kpi.comparable and len(areas) > 1:
        areas = areas[:1]
        remarks.append(
            _(
                "{indicator} tidak dibandingkan antarwilayah, jadi hanya {area} yang ditampilkan.",
                indicator=said(kpi.name),
                area=areas[0]["area_name"],
            )
        )
    if len(areas) > MOST:
        remarks.append(
            _(
                "Alamat ini menyebut {n} wilayah; yang ditampilkan {most} yang pertama. Semuanya sekaligus ada di Peringkat.",
                n=len(areas),
                most=MOST,
            )
        )
        areas = areas[:MOST]
    return Asked(kpis, areas, own, None, remarks)


def _kpis(context: Context, remarks: list[str]) -> list[Kpi]:
    state, edition = context.state, context.edition
    if state.dimensi:
        if state.dimensi not in edition.dimensions:
            raise NotThere("dimensi", "dimensi '{slug}' tidak ada", list(edition.dimensions), slug=state.dimensi[:40])
        found = [kpi for kpi in edition.kpis.values() if kpi.dimension == state.dimensi]
        if state.kpi:
            remarks.append(_("Alamat ini menyebut dimensi dan indikator; yang ditampilkan seluruh dimensinya."))
        return found
    if state.kpi:
        found = [edition.kpi(one) for one in dict.fromkeys(state.kpi.split(","))]
        if len(found) > MOST:
            remarks.append(
                _("Alamat ini menyebut {n} indikator; yang ditampilkan {most} yang pertama.", n=len(found), most=MOST)
            )
        return found[:MOST]
    return [_first_with_a_past(context)]


def _first_with_a_past(context: Context) -> Kpi:
    """The first indicator of the city that has two figures to set side by side; else the first."""
    counts = {
        row["kpi_id"]: row["value_count"] for row in context.edition.rows("figure_counts", area=context.city.code)
    }
    kpis = list(context.edition.kpis.values())
    return next((kpi for kpi in kpis if kpi.comparable and counts.get(kpi.id, 0) > 1), kpis[0])


def _others(context: Context) -> list[str]:
    """Codes of `bandingkan` and `tambah`. Raises `NotThere` for one that is not an area of the edition."""
    named = [*(context.state.bandingkan or "").split(","), context.state.tambah or ""]
    codes = [code for code in dict.fromkeys(one.strip() for one in named) if code]
    for code in codes:
        try:
            context.edition.area(code)
        except NotThere:
            raise NotThere(
                "bandingkan", "wilayah '{code}' dalam daftar pembanding tidak ada di edisi ini", code=code[:40]
            ) from None
    return codes


def _alike(areas: list[dict], kpi: Kpi, remarks: list[str]) -> list[dict]:
    """A sum of a part is never set beside that of the whole: other levels than the first are left out, and said."""
    level = areas[0]["area_level"]
    rest = [area for area in areas if area["area_level"] != level]
    if not rest:
        return areas
    names = ", ".join(area["area_name"] for area in rest[:6]) + (" …" if len(rest) > 6 else "")
    if kpi.kind == "sum":
        remarks.append(
            _(
                "Tidak digambar bersama: {names}. Jumlah dari tingkat wilayah yang berlainan tidak dapat disandingkan.",
                names=names,
            )
        )
        return [area for area in areas if area["area_level"] == level]
    remarks.append(
        _(
            "Tingkat wilayahnya berlainan ({names}); angkanya rasio atau indeks, jadi tetap dapat disandingkan.",
            names=names,
        )
    )
    return areas


def window(context: Context) -> tuple[date | None, date | None]:
    """First day that counts and first day that counts no more. Raises `NotThere` when they cross."""
    state = context.state
    first = period_of(state.dari)[1] if state.dari else None
    last = following(*period_of(state.sampai)) if state.sampai else None
    if first and last and first >= last:
        raise NotThere(
            "dari", "dari {first} sesudah sampai {last}; tukar keduanya", first=state.dari, last=state.sampai
        )
    return first, last


def strands(context: Context, what: Asked) -> list[Strand]:
    """One for each indicator and area, in the order asked, periods outside the window left out."""
    first, last = window(context)
    found = []
    for kpi in what.kpis:
        for area in what.areas:
            rows = [
                row
                for row in context.edition.rows("series", kpi=kpi.id, area=area["area_code"])
                if (first is None or row["period_start"] >= first) and (last is None or row["period_start"] < last)
            ]
            _annotate(context, kpi, area, rows)
            name = area["area_name"] if what.is_one_kpi else said(kpi.name)
            is_own = area["area_code"] == what.own or not what.is_one_kpi
            known = [row for row in rows if row["value"] is not None]
            judged = judged_by(in_area(context, kpi, area["area_code"]), known[-1] if known else None)
            found.append(Strand(judged, area, name, rows, _line(judged, kpi, name, is_own, rows)))
    return found


def _annotate(context: Context, kpi: Kpi, area: dict, rows: list[dict]) -> None:
    """Source words of each row, the figures and notes that stand beside its own, the changes of its area."""
    cuts = area_cuts(context, area["area_code"][:5]).get(area["area_code"], [])
    notes = beside_of(context, area["area_code"], kpi.id)
    said_by_source = row_words(context, area["area_code"], kpi.id)
    beside: dict[tuple, float] = {}
    if kpi.printed or kpi.recomputed:
        for note in context.edition.rows("notes", kpi=kpi.id, area=area["area_code"]):
            beside[note["period_start"], note["note_kind"]] = note["value"]
    for row in rows:
        words = said_by_source.get((kpi.id, row["period_start"]), {})
        row["row_source"] = words.get("source")
        row["declared_sources"] = declared_sources(context, kpi.id, row["source_id"] or "")
        row["row_note"], row["area_cuts"] = words.get("note"), cuts
        row["printed_class"] = words.get("class")
        row["beside"] = notes.get((kpi.id, row["period_start"]), [])
        for kind in ("printed", "recomputed"):
            row[kind] = beside.get((row["period_start"], kind))


def _line(kpi: Kpi, declared: Kpi, name: str, is_own: bool, rows: list[dict]) -> Line:
    """`kpi` as it holds in the area; what it has beyond the `declared` one are the area's own breaks."""
    points = [(row["period_grain"], row["period_start"], row["value"], row["quality"]) for row in rows]
    known = [row for row in rows if row["value"] is not None]
    targets = [(row["period_start"], row["target"]) for row in known] if is_own else []
    others = [
        (row["period_start"], row[kind])
        for row in known
        for kind in ("printed", "recomputed")
        if row[kind] is not None and value_text(row[kind], kpi) != value_text(row["value"], kpi)
    ]
    has_target = any(value is not None for _day, value in targets)
    breaks = kpi.series_breaks[len(declared.series_breaks) :]
    return Line(name, points, is_own, targets if has_target else (), others if is_own else (), breaks)


def of_length(strand: Strand, grain: str | None = None) -> Strand:
    """The strand with a line of periods of one length, as long as its newest figure's or of `grain`; its rows stay."""
    kept, rest = of_one_length(strand.line.points, grain)
    if not rest:
        return strand
    rows = [row for row in strand.rows if kept and row["period_grain"] == kept[0][0]]
    line = replace(_line(strand.kpi, strand.kpi, strand.name, strand.line.is_own, rows), breaks=strand.line.breaks)
    return replace(strand, line=line)


def left_out(whole: Strand, shown: Strand) -> str | None:
    """The sentence about figures of `whole` that are not in the line of `shown`."""
    rest = [point for point in drawn(whole.line.points) if point not in drawn(shown.line.points)]
    return left_out_words(rest, whole.kpi) if rest else None


def movement(strand: Strand) -> str:
    """What is known of a line in a sentence: its newest figure and the change to the one before."""
    known = strand.known
    if not known:
        return _("Belum ada angka.")
    now = known[-1]
    figure = f"{value_with_unit(now['value'], strand.kpi)}, {row_period(now)}"
    if len(known) == 1:
        return _("{figure}. Baru satu titik: belum ada tren.", figure=figure)
    same = [row for row in known[:-1] if row["period_grain"] == now["period_grain"]]
    return f"{figure}. {change_words(now, (same or known[:-1])[-1], strand.kpi)}."


def tally(found: list[Strand]) -> str:
    """Several indicators in one sentence: how many rose, fell, have one figure, have none."""
    counts = dict.fromkeys(("up", "down", "same", "apart", "one", "none"), 0)
    for strand in found:
        counts[_direction(strand)] += 1
    words = (
        ("up", _n("{n} naik", counts["up"])),
        ("down", _n("{n} turun", counts["down"])),
        ("same", _n("{n} tetap", counts["same"])),
        ("apart", _n("{n} tidak dibandingkan antarperiode", counts["apart"])),
        ("one", _n("{n} baru satu titik", counts["one"])),
        ("none", _n("{n} belum ada angka", counts["none"])),
    )
    return " · ".join(sentence for key, sentence in words if counts[key])


def _direction(strand: Strand) -> str:
    known = strand.known
    if len(known) < 2:
        return "one" if known else "none"
    now, then = known[-1], known[-2]
    one_is_modelled = (now["quality"] == "estimasi") != (then["quality"] == "estimasi")
    cut = cut_between(now, then, strand.kpi) is not None or one_is_modelled
    if not strand.kpi.comparable or cut or now["period_grain"] != then["period_grain"]:
        return "apart"
    places = 0 if is_money(strand.kpi) else strand.kpi.decimals  # as in the sentence of the change
    moved = rounded(now["value"], places) - rounded(then["value"], places)
    return "same" if moved == 0 else "up" if moved > 0 else "down"
