"""Invented persons and what they write. Names say that they are invented, phones begin with a prefix nobody has, NIK with a
province that does not exist, addresses end in .invalid: none can be anybody's. They look real enough to try the door that keeps
personal data out.
"""

from random import Random

from etl.demo import MARK
from etl.simulate.cases import Case

FIRST = ("Adi", "Budi", "Citra", "Dewi", "Eka", "Farhan", "Gita", "Hasan", "Indah", "Joko", "Kartika", "Lukman", "Maya", "Nurul", "Rahmat", "Siti")  # fmt: skip
LAST = ("Rekaan", "Contoh", "Misalnya", "Simulasi", "Umpama")
STREETS = ("Jalan Rekaan", "Gang Misalnya", "Jalan Contoh", "Lorong Umpama")


def name(chance: Random) -> str:
    """`Dewi Rekaan`."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def phone(chance: Random) -> str:
    """A number as people write one, under a prefix that no mobile network has."""
    digits = f"{chance.randrange(10**8):08d}"
    return chance.choice((f"0800{digits}", f"0800-{digits[:4]}-{digits[4:]}", f"+62 800 {digits[:4]} {digits[4:]}"))


def identity_number(chance: Random) -> str:
    """Sixteen digits like a NIK of province 99."""
    return f"99{chance.randrange(10**14):014d}"


def report(case: Case, chance: Random) -> str:
    """The text of a report: mostly with a street, often with a phone, sometimes with a name, an NIK or an address."""
    parts = [f"{case.topic.title} di {chance.choice(STREETS)} No. {chance.randrange(1, 180)}, {case.kelurahan.name}."]
    if chance.random() < 0.45:
        parts.append(f"Mohon hubungi {name(chance)} di {phone(chance)}.")
    if chance.random() < 0.08:
        parts.append(f"NIK saya {identity_number(chance)}.")
    if chance.random() < 0.05:
        parts.append(f"Surel: {chance.choice(FIRST).lower()}.{chance.choice(LAST).lower()}@contoh.invalid")
    parts.append(
        chance.choice(("Terima kasih.", "Mohon segera ditindaklanjuti.", "SUDAH BERULANG KALI DILAPORKAN!!!", ""))
    )
    return f"{' '.join(part for part in parts if part)} ({MARK})"


def answer(case: Case, chance: Random) -> str:
    """What the agency writes at the end, with the name of an officer."""
    return f"Telah ditindaklanjuti oleh {case.topic.agency}, petugas {name(chance)} {phone(chance)}. ({MARK})"
