#!/bin/sh
# Makes .venv-spark from requirements-spark.txt and finds Java 17; installs Debian's as root; says loudly when it can do neither.
set -eu
python=${PYTHON:-python3.11}
command -v "$python" >/dev/null 2>&1 || python=python3
if ! command -v java >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Memasang Java 17 (Debian openjdk-17-jre-headless) untuk Spark ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openjdk-17-jre-headless >/dev/null
    fi
    command -v java >/dev/null 2>&1 || {
        echo "GAGAL: Spark perlu Java 17. Pasang dengan: sudo apt-get install openjdk-17-jre-headless" >&2
        exit 1
    }
fi
if [ ! -e .venv-spark/.installed ] || [ requirements-spark.txt -nt .venv-spark/.installed ]; then
    test -x .venv-spark/bin/python || "$python" -m venv .venv-spark
    .venv-spark/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-spark.txt
    touch .venv-spark/.installed
fi
