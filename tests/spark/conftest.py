"""One master and two workers for the whole run; `make test-spark` made `.venv-spark` before."""

import pytest
from cluster import cluster


@pytest.fixture(scope="session")
def master(tmp_path_factory) -> str:
    """The URL of the master, where `--engine spark` looks for it."""
    with cluster(tmp_path_factory.mktemp("cluster")) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASBOR_SPARK_MASTER", url)
        yield url
