"""`--engine` asked for what is not there: wrong usage, one sentence, nothing published. What Spark makes is tested in tests/spark."""


def test_without_pyspark_the_sentence_says_what_to_install(quick_desk, tmp_path):
    before = quick_desk.served()
    ran = quick_desk.build("--engine", "spark", DASBOR_SPARK_PYTHON=str(tmp_path / "python"))
    assert ran.code == 2
    assert ran.lines("--engine spark", "PySpark belum terpasang", "requirements-spark.txt", "DASBOR_SPARK_PYTHON")
    assert quick_desk.served() == before


def test_an_engine_that_does_not_exist_is_wrong_usage(quick_desk):
    ran = quick_desk.build("--engine", "hadoop")
    assert ran.code == 2
    assert ran.lines("--engine", "'hadoop' tidak ada", "duckdb", "spark")
