"""Answers in one process for one edition: reads an address a line, prints one JSON object a line.

    DASBOR_WAREHOUSE=... python -m bench.nation_worker

The first line it prints says how long the program took to start and to give its first page. Before each address the answers
that the store keeps are forgotten, so that every figure is read from the edition's file.
"""

import json
import sys
from time import perf_counter

STARTED = perf_counter()


def tell(**figures) -> None:
    """One line for the process that asks."""
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve standard input until it ends."""
    from app import server
    from store import forget_answers

    client = server.test_client()
    first = client.get("/")
    tell(status=first.status_code, ms=(perf_counter() - STARTED) * 1000, size=len(first.data), values=0)
    for line in sys.stdin:
        forget_answers()
        began = perf_counter()
        answer = client.get(line.strip())
        took = (perf_counter() - began) * 1000
        values = (
            len(answer.json["values"])
            if answer.is_json and "values" in answer.json
            else answer.text.count("data-code=")
        )
        tell(status=answer.status_code, ms=took, size=len(answer.data), values=values)


if __name__ == "__main__":
    main()
