"""What the single page shows for an address that is no page; the server answers such an address with 404 itself."""

import dash

from pages._frame import missing

dash.register_page(__name__, title="Tidak ditemukan · Dasbor Kota Cerdas")


def layout(**_):
    """Any address that no other page takes."""
    return missing("halaman ini tidak ada; periksa alamatnya")
