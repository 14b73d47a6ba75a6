"""Model of `mqtt:`, where the messages of a source of `shape: readings` come from and how one is opened into a record.

A record's fields are the `{names}` of the topic and the keys of the payload; `readings` reads it as it reads a line of a file.
"""

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from catalogue.base import CityCode, Strict, Text

Variable = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]  # the NAME of an environment variable
PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Mqtt(Strict):
    """A broker and the topics of one city's sensors. A password never stands here, only the name of the variable that holds it."""

    city: CityCode
    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] = 1883
    topics: Annotated[
        list[Text], Field(min_length=1)
    ]  # `kota/{stasiun}/{parameter}`: what stands there becomes a field
    subscribe: list[Text] = []  # wider filters, so that a message on a wrong topic is counted
    payload: Literal["json", "number"] = "json"
    time: Literal["payload", "arrival"] = "payload"
    qos: Literal[0, 1] = 1
    protocol: Literal["v5", "v311"] = "v5"
    client_id: Text | None = None
    username_env: Variable | None = None
    password_env: Variable | None = None
    tls: bool = False
    ca_file: Text | None = None  # of a broker whose certificate is signed by the city itself
    max_payload_bytes: Annotated[int, Field(ge=1, le=10_000_000)] = 65_536
    max_ahead_minutes: Annotated[float, Field(gt=0, le=1440)] = 5  # a device whose clock is further ahead is set aside

    @model_validator(mode="after")
    def _topics_can_be_subscribed(self):
        for topic in self.topics:
            bare = PLACEHOLDER.sub("x", topic)
            levels = bare.split("/")
            wild = [level for level in levels if level != "+" and set(level) & set("+#")]
            if set(bare) & set("{}") or (wild and (wild != ["#"] or levels[-1] != "#")):
                raise ValueError(
                    f"topics: '{topic}' tidak terbaca; tulis seperti kota/{{stasiun}}/{{parameter}}, atau kota/#"
                )
            names = self.names_in(topic)
            if len(names) != len(set(names)):
                raise ValueError(f"topics: '{topic}' memakai nama yang sama dua kali")
        if self.ca_file and not self.tls:
            raise ValueError("ca_file hanya bersama tls: true")
        if self.password_env and not self.username_env:
            raise ValueError("password_env hanya bersama username_env")
        return self

    @staticmethod
    def names_in(topic: str) -> list[str]:
        """The `{names}` of a topic, in order."""
        return PLACEHOLDER.findall(topic)

    def check_against(self, readings) -> None:
        """Raise `ValueError` when a message could never become a reading as `readings` declares it."""
        if readings.layout not in ("long", "wide"):
            raise ValueError("mqtt hanya untuk layout long atau wide")
        if not readings.station:
            raise ValueError("mqtt perlu readings.station: nama di topik atau kunci di payload")
        if self.payload == "number":
            needed = [readings.station, readings.parameter, *([] if self.time == "arrival" else readings.time)]
            for topic in self.topics:
                missing = [name for name in needed if name not in self.names_in(topic)]
                if missing:
                    raise ValueError(
                        f"mqtt.payload: number hanya membawa nilai; topik '{topic}' harus memuat "
                        + ", ".join(f"{{{name}}}" for name in missing)
                        + ("" if self.time == "arrival" else ", atau nyatakan mqtt.time: arrival")
                    )
