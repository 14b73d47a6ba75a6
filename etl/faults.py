"""What can be wrong with a file or a row, and the sentence the analyst reads: `file:row:column: what; what to do`."""

from dataclasses import dataclass

import duckdb


class BuildError(Exception):
    """The build stops, nothing is published, the served edition stays as it is. Exit 1."""


class UsageError(BuildError):
    """What was asked for cannot be: wrong usage. Exit 2."""


class FileFault(BuildError):
    """A whole file cannot be used."""

    def __init__(self, file: str, sentence: str, row: int | str = "", column: str = ""):
        super().__init__(on_one_line(f"{file}:{row}:{column}: {sentence}"))


def unreadable(file: str, fault: duckdb.Error, sentence: str) -> FileFault:
    """What to say of a file that DuckDB gave up on: `sentence`, unless the file is not to blame."""
    if isinstance(fault, duckdb.OutOfMemoryException):
        return FileFault(
            file,
            "memori atau tempat di cakram tidak cukup untuk membacanya; tutup program lain atau bagi berkasnya",
        )
    return FileFault(file, sentence)


def on_one_line(text: str, longest: int = 600) -> str:
    """Received text as it may be shown: no line break or control character, not without end."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: longest + 1])
    return shown if len(shown) <= longest else shown[:longest] + "…"


@dataclass(frozen=True)
class SetAside:
    """One row that was not loaded. `column` is the file's own title, `value` what stood there (empty for a personal column)."""

    source_id: str
    city_code: str | None
    file: str
    line: int
    column: str
    reason_code: str
    value: str
    detail: str = ""  # what else is known, put behind the sentence in brackets

    def words(self) -> str:
        """`what; what to do`, without the place."""
        what = REASONS[self.reason_code].format(value=on_one_line(self.value, 80), source=self.source_id)
        return f"{what} ({on_one_line(self.detail, 300)})" if self.detail else what

    def sentence(self) -> str:
        """`file:row:column: what; what to do`."""
        return on_one_line(f"{self.file}:{self.line}:{self.column}: {self.words()}")


REASONS = {
    "id_rounded": "nomor aduan dibulatkan lembar kerja (7,39E+11); simpan kolomnya sebagai teks lalu ekspor ulang",
    "id_format": "nomor aduan tidak berbentuk seperti requests.id_pattern; periksa apakah kolomnya tertukar",
    "status_unknown": "status ini belum dinyatakan; tambahkan artinya di requests.statuses pada catalogue/sources/{source}.yml",
    "time_format": "bukan tanggal dan jam yang ada; nyatakan bentuknya di requests.times pada catalogue/sources/{source}.yml",
    "time_impossible": (
        "sebelum requests.earliest atau sesudah ekspornya; periksa tahunnya, dan apakah hari dan bulan tertukar"
    ),
    "closed_before_opened": "selesai sebelum dibuka; periksa kedua waktunya dan apakah hari dan bulan tertukar",
    "due_before_opened": "batas waktu sebelum aduan dibuka; periksa kedua waktunya",
    "city_other": "aduan kota lain; pindahkan barisnya ke folder kotanya",
    "request_twice": "nomor aduan ini sudah ada di baris sebelumnya berkas yang sama (yang pertama dipakai)",
    "request_id_reused": "nomor ini sudah dipakai aduan yang dibuka pada hari lain (yang pertama dipakai); periksa nomornya",
    "area_name_unknown": "tidak ada kelurahan bernama '{value}' di kecamatannya; betulkan, atau catat ejaan ini di area_aliases",
    "kecamatan_unknown": "tidak ada kecamatan bernama '{value}' di kota ini; betulkan, atau catat ejaan ini di area_aliases",
    "parent_unknown": "kecamatan '{value}' tidak disebut di judul, nama lembar, kolom atau baris kelompok; tuliskan di judul tabel",
    "code_name_differ": "kode dan nama '{value}' menunjuk dua wilayah; betulkan salah satunya",
    "area_twice": "'{value}' sudah ada di baris sebelumnya (yang pertama dipakai); hapus salah satu",
    "percentage": "'{value}' adalah persen di kolom jumlah orang; periksa apakah kolomnya tertukar",
    "row_sum": "bagian dan jumlahnya berbeda terlalu jauh untuk salah cetak; cocokkan baris ini dengan terbitan aslinya",
    "field_count": "jumlah kolom baris ini tidak sama dengan judulnya; periksa tanda kutip dan pemisah",
    "required_empty": "kosong padahal wajib; isi nilainya atau hapus barisnya",
    "number_format": (
        "'{value}' bukan angka menurut format sumber ini; tulis 1234.56, atau nyatakan number_format "
        "id (1.234,56) atau en (1,234.56) di catalogue/sources/{source}.yml"
    ),
    "not_integer": "'{value}' bukan bilangan bulat; bila titik atau koma itu pemisah ribuan, nyatakan number_format di catalogue/sources/{source}.yml",
    "too_large": "'{value}' terlalu besar untuk bilangan bulat yang tepat (batas 9007199254740991); periksa sumbernya",
    "out_of_range": "'{value}' di luar rentang yang dinyatakan di catalogue/sources/{source}.yml; periksa sumbernya",
    "watch_side": "batas pantau '{value}' lebih baik daripada targetnya menurut arah indikator; tukar keduanya atau kosongkan",
    "not_allowed": "'{value}' tidak ada di daftar nilai yang boleh; lihat allowed di catalogue/sources/{source}.yml",
    "pattern_mismatch": "'{value}' tidak berbentuk seperti pattern di catalogue/sources/{source}.yml; periksa apakah kolomnya tertukar",
    "date_format": "'{value}' bukan tanggal yang ada antara 1900 dan 2099; tulis TTTT-BB-HH, misalnya 2024-08-17",
    "moment_format": (
        "'{value}' bukan tanggal atau waktu yang ada; tulis 2025-11-27, atau dengan jam dan zona waktunya "
        "2025-11-27T12:00+07:00"
    ),
    "year_format": "'{value}' bukan tahun empat angka antara 1900 dan 2099; betulkan tahunnya",
    "period_format": "'{value}' bukan periode antara 1900 dan 2099; tulis 2024, 2024-S1, 2024-Q3, 2024-08 atau 2024-08-17",
    "area_unknown": (
        "kode wilayah '{value}' tidak ada di daftar area_codes; tulis kode Kemendagri bertitik (12.76.03.1004) "
        "atau kode BPS tanpa titik (1274030001)"
    ),
    "area_collision": (
        "kode '{value}' tanpa titik dibaca sebagai kode BPS dan di BPS itu daerah lain; "
        "tulis kode Kemendagri dengan titik, atau kode BPS yang benar"
    ),
    "area_retired": (
        "kode '{value}' sudah diganti menurut area_changes; tulis kode wilayah penggantinya, "
        "atau biarkan tersisih bila angkanya untuk wilayah lama"
    ),
    "area_other_city": "wilayah '{value}' bukan bagian kota folder ini; pindahkan barisnya ke folder kotanya",
    "quality_unknown": "'{value}' bukan asal data; pilih resmi, kutipan, estimasi atau simulasi",
    "kpi_unknown": "KPI '{value}' tidak dinyatakan; tulis id yang ada di catalogue/kpi/, atau tambahkan catalogue/kpi/{value}.yml",
    "duplicate_key": "kunci baris ini sudah ada di baris sebelumnya (yang pertama dipakai); hapus salah satu: {value}",
    "outline_invalid": "bentuk wilayah '{value}' bukan poligon yang sah; perbaiki poligonnya (di QGIS: Fix geometries), periksa hasilnya, lalu kirim ulang",
    "outline_not_kelurahan": "'{value}' bukan kode kelurahan; kirim batas kelurahan, batas di atasnya digabung sendiri",
    "outline_parent": "kecamatan wilayah '{value}' tidak cocok dengan kodenya; betulkan kode kecamatannya",
    "outline_place": "bentuk wilayah '{value}' jauh di luar kotanya; periksa urutan bujur-lintang dan sistem koordinatnya",
    "outline_codes_differ": "kode '{value}' dan kode kedua di baris ini menunjuk wilayah lain; betulkan salah satunya",
    "outline_code_name": (
        "kode '{value}' dan namanya menunjuk dua wilayah, mungkin tertukar; lihat bentuknya di peta, lalu betulkan kode atau "
        "namanya, atau catat ejaannya di area_aliases"
    ),
    "outline_name_unknown": (
        "nama '{value}' tidak ada di daftar area_codes untuk kecamatan itu; betulkan namanya, isi kodenya, "
        "catat ejaannya di area_aliases, atau, bila bukan kelurahan, catat di area_codes tanpa code_kemendagri"
    ),
    "outline_name_ambiguous": "nama '{value}' dipakai lebih dari satu kelurahan; tambahkan kolom kecamatan atau kolom kode",
    "outline_kecamatan_unknown": "kecamatan '{value}' tidak ada di daftar area_codes; betulkan namanya atau catat ejaannya di area_aliases",
    "outline_unnamed": "baris ini tanpa kode dan tanpa nama; isi salah satunya",
    "outline_area": "luas wilayah '{value}' bukan angka km² yang cocok dengan bentuknya; tulis luas dalam km² atau kosongkan",
    "reading_broken": "baris rusak (tanda kutip yang tidak ditutup, atau huruf yang bukan UTF-8); simpan ulang sebagai UTF-8, atau minta berkas yang utuh",
    "reading_left_out": "'{value}' tidak termasuk readings.keep di catalogue/sources/{source}.yml; tidak dipakai",
    "reading_station": "stasiun '{value}' tidak ada di sensor_stations; tambahkan barisnya, atau petakan di readings.stations di catalogue/sources/{source}.yml",
    "reading_parameter": "parameter '{value}' tidak dinyatakan; tambahkan di readings.parameters di catalogue/sources/{source}.yml",
    "reading_no_data": "tidak ada nilai ('{value}' berarti kosong menurut null_values di catalogue/sources/{source}.yml)",
    "reading_sentinel": "'{value}' tanda alat gagal mengukur menurut readings.sentinels di catalogue/sources/{source}.yml; periksa alatnya",
    "reading_zone": "waktu '{value}' tanpa zona; nyatakan readings.time_zone (WIB, WITA, WIT, UTC) di catalogue/sources/{source}.yml",
    "reading_time": "'{value}' tidak terbaca sebagai waktu; nyatakan readings.time_format di catalogue/sources/{source}.yml",
    "reading_time_range": "waktu '{value}' sebelum readings.not_before atau sesudah 2099; periksa jam alatnya",
    "reading_value": "'{value}' bukan angka; nyatakan number_format, null_values atau readings.sentinels di catalogue/sources/{source}.yml",
    "reading_not_finite": "'{value}' bukan angka yang terhingga; bila berarti kosong, tulis di null_values di catalogue/sources/{source}.yml",
    "reading_unit": "satuan '{value}' lain dari yang dinyatakan di catalogue/sources/{source}.yml; pisahkan berkasnya menurut satuan",
    "reading_range": "'{value}' di luar batas wajar alat (sensor_limits, sensor_parameters); periksa alat atau satuannya",
    "reading_ahead": "waktu bacaan {value} menit di depan jam penerima, lebih dari mqtt.max_ahead_minutes; setel jam alatnya",
    "message_topic": "topik '{value}' tidak cocok dengan mqtt.topics di catalogue/sources/{source}.yml; periksa alat atau topiknya",
    "message_too_large": "pesan {value} bita, lebih dari mqtt.max_payload_bytes di catalogue/sources/{source}.yml; periksa pengirimnya",
    "message_unreadable": "isi pesan bukan JSON yang utuh atau bukan UTF-8 ('{value}'); periksa pengirimnya",
    "message_simulated": "pesan simulasi ('{value}'), bukan data; arahkan simulasi ke broker lain",
    "reading_repeat": "bacaan yang sama (stasiun, parameter, waktu, nilai {value}) sudah ada; dihitung sekali",
    "reading_corrected": "nilai {value} diganti bacaan lain di baris atau berkas sesudahnya untuk stasiun, parameter dan waktu itu",
}
