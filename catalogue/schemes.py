"""Several sets of dimensions side by side: what must hold between them."""

from catalogue.faults import CatalogueError


def spelt(name: str) -> str:
    """A dimension's name as it is compared: lower case, single blanks."""
    return " ".join(name.lower().split())


def check_schemes(loaded) -> None:
    """Raise `CatalogueError` for a slug or a spelling that means two dimensions, or a name that is not declared."""
    owner: dict[str, str] = {}
    for scheme in loaded.schemes.values():
        shown = "dimensions.yml" if scheme.id == "nasional" else f"schemes/{scheme.id}.yml"
        spellings: dict[str, str] = {}
        for slug, dimension in scheme.dimensions.items():
            if slug in owner:
                raise CatalogueError(
                    f"{shown}: dimensi '{slug}' sudah ada di skema {owner[slug]}; pilih slug lain, misalnya dengan nomor misinya"
                )
            owner[slug] = scheme.id
            for name in {spelt(name) for name in (dimension.name.id, dimension.name.en, *dimension.aliases)}:
                if spellings.setdefault(name, slug) != slug:
                    raise CatalogueError(
                        f"{shown}: ejaan '{name}' menunjuk {spellings[name]} dan {slug}; hapus salah satu dari aliases"
                    )
            for national in dimension.national:
                if national not in loaded.dimensions:
                    raise CatalogueError(
                        f"{shown}: {slug}: dimensi nasional '{national}' tidak dikenal; pilih: {', '.join(loaded.dimensions)}"
                    )
            for kpi in dimension.kpis:
                if kpi not in loaded.kpis:
                    raise CatalogueError(f"{shown}: {slug}: KPI '{kpi}' tidak dinyatakan; tambahkan kpi/{kpi}.yml")
                if loaded.kpis[kpi].audience != "public":
                    raise CatalogueError(
                        f"{shown}: {slug}: KPI '{kpi}' tidak terbuka untuk umum; skema hanya menyebut KPI public"
                    )
    for city in loaded.cities.values():
        for scheme in city.schemes:
            if scheme not in loaded.schemes:
                raise CatalogueError(
                    f"cities/{city.code}.yml: skema '{scheme}' tidak dikenal; pilih: {', '.join(loaded.schemes)}"
                )
    for kpi in loaded.kpis.values():
        check_memberships(kpi, loaded)


def check_memberships(kpi, loaded) -> None:
    """The further dimensions of an indicator exist, and it weighs the same in all of them."""
    shown = f"kpi/{kpi.id}.yml"
    for also in kpi.also_in:
        if also.dimension not in loaded.every_dimension or also.dimension == kpi.dimension:
            raise CatalogueError(
                f"{shown}: also_in menyebut '{also.dimension}', yang tidak dikenal atau sudah menjadi dimension; "
                f"pilih yang lain: {', '.join(loaded.every_dimension)}"
            )
    weights = {
        slug: w for slug, w in [(kpi.dimension, kpi.weight), *((a.dimension, a.weight) for a in kpi.also_in)] if w
    }
    if len(set(weights.values())) > 1:
        listed = ", ".join(f"{weight:g} di {slug}" for slug, weight in weights.items())
        raise CatalogueError(
            f"{shown}: bobotnya berbeda antarskema ({listed}); satu indikator punya satu bobot: samakan, "
            "atau hapus weight karena dasbor tidak menghitung indeks gabungan"
        )
