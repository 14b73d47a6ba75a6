"""What the single page shows for an address that is no page; the server answers such an address with 404 itself."""

import dash

from pages._frame import language_of, missing
from ui.language import _, speaking

dash.register_page(__name__, title="Tidak ditemukan · Dasbor Kota Cerdas")


def layout(**query):
    """Any address that no other page takes."""
    with speaking(language_of(query)):
        return missing(_("halaman ini tidak ada; periksa alamatnya"))
