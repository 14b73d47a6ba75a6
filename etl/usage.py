"""What the command line says when it is called wrongly: argparse in Indonesian."""

import argparse
import re
import sys

USAGE = (  # what argparse says -> what an analyst reads
    (r"the following arguments are required: (.+)", r"\1 harus ditulis"),
    (r"unrecognized arguments: (.+)", r"'\1' tidak dikenal"),
    (r"argument PERINTAH: invalid choice: (\S+) \(choose from (.+)\)", r"perintah \1 tidak ada; pilih \2"),
    (r"argument (--\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1 \2 tidak ada; pilih \3"),
    (r"argument (\S+): expected one argument", r"\1 perlu satu nilai di belakangnya"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 tidak memakai nilai \2"),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


def say(line: str) -> None:
    """One line to the person at the terminal."""
    sys.stderr.write(line + "\n")


class Parser(argparse.ArgumentParser):
    """argparse in Indonesian: help headings, and what was called wrongly (exit 2)."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "yang harus ditulis", "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "pemakaian: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "pemakaian: ", 1)

    def error(self, message: str):
        say(self.format_usage().strip())
        say(f"{self.prog}: {_in_indonesian(message)}; lihat {self.prog} --help")
        raise SystemExit(2)


def _in_indonesian(message: str) -> str:
    for said, words in USAGE:
        if re.fullmatch(said, message):
            return re.sub(said, words, message)
    return message
