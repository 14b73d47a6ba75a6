"""Why a row was set aside, in words for a reader; keys are the reason codes of an edition's `set_aside`."""

from ui.language import N_, _

REASONS = {
    "field_count": N_("jumlah kolom baris tidak sama dengan judulnya"),
    "required_empty": N_("kosong padahal wajib"),
    "number_format": N_("bukan angka menurut format sumber"),
    "not_integer": N_("bukan bilangan bulat"),
    "too_large": N_("terlalu besar untuk bilangan bulat yang tepat"),
    "out_of_range": N_("di luar rentang yang dinyatakan"),
    "watch_side": N_("batas pantau di sisi yang lebih baik dari targetnya"),
    "not_allowed": N_("tidak ada di daftar nilai yang boleh"),
    "pattern_mismatch": N_("bentuknya lain dari yang dinyatakan"),
    "moment_format": N_("bukan tanggal atau waktu"),
    "date_format": N_("bukan tanggal"),
    "year_format": N_("bukan tahun"),
    "period_format": N_("bukan periode"),
    "area_unknown": N_("kode wilayah tidak dikenal"),
    "area_collision": N_("kode BPS daerah lain"),
    "area_retired": N_("kode wilayah yang sudah diganti"),
    "area_other_city": N_("wilayah kota lain"),
    "quality_unknown": N_("asal angka tidak dikenal"),
    "kpi_unknown": N_("indikatornya tidak dinyatakan"),
    "duplicate_key": N_("kunci yang sama sudah ada di baris sebelumnya"),
    "area_name_unknown": N_("nama kelurahan tidak ada di kecamatannya"),
    "kecamatan_unknown": N_("nama kecamatan tidak ada di kota ini"),
    "parent_unknown": N_("kecamatannya tidak disebut"),
    "code_name_differ": N_("kode dan nama menunjuk dua wilayah"),
    "area_twice": N_("wilayah yang sama sudah ada di baris sebelumnya"),
    "percentage": N_("persen di kolom jumlah orang"),
    "row_sum": N_("bagiannya jauh berbeda dari jumlah yang tercetak"),
    "outline_invalid": N_("poligon tidak sah"),
    "outline_not_kelurahan": N_("bukan poligon kelurahan"),
    "outline_parent": N_("kecamatannya tidak cocok dengan kodenya"),
    "outline_area": N_("luasnya tidak cocok dengan bentuknya"),
    "outline_place": N_("bentuknya jauh di luar kota"),
    "outline_codes_differ": N_("dua kode di satu baris menunjuk wilayah lain"),
    "outline_code_name": N_("kode dan nama bentuk menunjuk dua wilayah"),
    "outline_name_unknown": N_("nama tidak ada di daftar wilayah kecamatan itu"),
    "outline_name_ambiguous": N_("nama dipakai lebih dari satu kelurahan"),
    "outline_kecamatan_unknown": N_("kecamatan tidak ada di daftar wilayah"),
    "id_rounded": N_("nomor aduan dibulatkan lembar kerja"),
    "id_format": N_("nomor aduan tidak berbentuk nomor"),
    "status_unknown": N_("status aduan belum dinyatakan"),
    "time_format": N_("bukan tanggal dan jam yang ada"),
    "time_impossible": N_("terlalu lama lalu, atau sesudah ekspornya"),
    "closed_before_opened": N_("selesai sebelum dibuka"),
    "due_before_opened": N_("batas waktu sebelum dibuka"),
    "city_other": N_("aduan kota lain"),
    "request_twice": N_("nomor aduan sudah ada di berkas yang sama"),
    "request_id_reused": N_("nomor aduan sudah dipakai aduan lain"),
    "outline_unnamed": N_("tanpa kode dan tanpa nama"),
}


def reason_words(code: str) -> str:
    """The reason in words; a code without words is shown as it is."""
    sentence = REASONS.get(code)
    return _(sentence) if sentence else code
