"""Configuration through environment variables, read here and nowhere else."""

import os
from dataclasses import dataclass
from pathlib import Path

from catalogue.models import AUDIENCES

ROOT = Path(__file__).parent.parent


class SettingError(ValueError):
    """An environment variable holds a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """One process's configuration."""

    warehouse: Path
    raw: Path
    reference: Path
    catalogue: Path
    state: Path
    home_city: str
    audience: str
    simulation: bool
    editions_kept: int
    simulated: Path  # files made by `python -m etl simulate`, as received
    spark_master: str  # for `python -m etl build --engine spark`
    spark_python: Path  # of an environment with requirements-spark.txt


def settings() -> Settings:
    """Read the environment. Raises `SettingError` with the variable's name."""
    audience = os.environ.get("DASBOR_AUDIENCE", "executive")
    if audience not in AUDIENCES:
        raise SettingError(f"DASBOR_AUDIENCE: '{audience}' tidak dikenal; pilih salah satu: {', '.join(AUDIENCES)}")
    kept = os.environ.get("DASBOR_EDITIONS_KEPT", "24")
    if not kept.isdigit() or int(kept) < 2:
        raise SettingError(f"DASBOR_EDITIONS_KEPT: '{kept}' harus bilangan bulat 2 atau lebih")
    simulation = os.environ.get("DASBOR_SIMULATION", "on")
    if simulation not in ("on", "off"):
        raise SettingError(f"DASBOR_SIMULATION: '{simulation}' tidak dikenal; pilih on atau off")
    return Settings(
        warehouse=Path(os.environ.get("DASBOR_WAREHOUSE", ROOT / "data" / "warehouse")),
        raw=Path(os.environ.get("DASBOR_RAW", ROOT / "data" / "raw")),
        reference=Path(os.environ.get("DASBOR_REFERENCE", ROOT / "data" / "reference")),
        catalogue=Path(os.environ.get("DASBOR_CATALOGUE", ROOT / "catalogue")),
        state=Path(os.environ.get("DASBOR_STATE", ROOT / "data" / "state")),
        home_city=os.environ.get("DASBOR_CITY", "12.76"),
        audience=audience,
        simulation=simulation == "on" and audience != "public",
        editions_kept=int(kept),
        simulated=Path(os.environ.get("DASBOR_SIMULATED", ROOT / "data" / "simulasi" / "raw")),
        spark_master=os.environ.get("DASBOR_SPARK_MASTER", "spark://127.0.0.1:7077"),
        spark_python=Path(os.environ.get("DASBOR_SPARK_PYTHON", ROOT / ".venv-spark" / "bin" / "python")),
    )
