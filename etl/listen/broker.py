"""One source's connection to its broker: paho-mqtt in a thread of its own, reconnecting for ever, acknowledging by hand.

A message of QoS 1 is acknowledged after the commit that holds it. The session is kept by the broker under the client id, so what was
not acknowledged comes again after a crash, a restart or a lost line.
"""

import queue
import ssl
import threading
from collections.abc import Callable

from paho.mqtt.client import Client, MQTTv5, MQTTv311
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from catalogue import Source
from catalogue.settings import secret
from etl.faults import BuildError
from etl.listen.clock import now_us
from etl.listen.messages import KEPT_BYTES, Message, filters_of

KEEPALIVE_S = 30
RETRY_S = (1, 30)  # first and longest pause before trying again
UNACKNOWLEDGED = 1000  # messages the broker may send ahead (MQTT 5); in MQTT 3.1.1 it is the broker's own setting
SESSION_S = 7 * 86_400  # how long the broker is asked to keep what we have not fetched (MQTT 5)
LARGEST_PACKET = 16_000_000  # larger ones the broker keeps to itself (MQTT 5)


class Broker:
    """Puts every message of a source's topics into `arrived`."""

    def __init__(self, source: Source, arrived: queue.Queue, stopping: threading.Event, say: Callable[[str], None]):
        """Raises `SettingError` for a variable that is not set, `BuildError` for a certificate that cannot be read."""
        self._source, self._arrived, self._stopping, self._say = source, arrived, stopping, say
        self._connection = 0
        self._told = ""
        mqtt = source.mqtt
        self.address = f"{mqtt.host}:{mqtt.port}"
        is_v5 = mqtt.protocol == "v5"
        self._client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=mqtt.client_id or f"dasbor-{mqtt.city}-{source.id}",
            protocol=MQTTv5 if is_v5 else MQTTv311,
            clean_session=None if is_v5 else False,
            manual_ack=True,
        )
        self._sign_in()
        self._client.on_connect, self._client.on_connect_fail = self._connected, self._not_connected
        self._client.on_disconnect, self._client.on_subscribe = self._lost, self._subscribed
        self._client.on_message = self._received
        self._client.reconnect_delay_set(*RETRY_S)
        kept = {"clean_start": False, "properties": _session()} if is_v5 else {}
        self._client.connect_async(mqtt.host, mqtt.port, KEEPALIVE_S, **kept)

    def _sign_in(self) -> None:
        mqtt = self._source.mqtt
        if mqtt.username_env:
            self._client.username_pw_set(secret(mqtt.username_env), mqtt.password_env and secret(mqtt.password_env))
        if mqtt.tls:
            try:
                self._client.tls_set(ca_certs=mqtt.ca_file)
            except (OSError, ssl.SSLError, ValueError):
                where = f"catalogue/sources/{self._source.id}.yml"
                raise BuildError(
                    f"{where}::mqtt.ca_file: sertifikat '{mqtt.ca_file}' tidak terbaca; periksa berkasnya"
                ) from None

    @property
    def is_connected(self) -> bool:
        """Whether the broker is there and has accepted us."""
        return self._client.is_connected()

    def start(self) -> None:
        """Connect and keep connected, in a thread of its own."""
        self._client.loop_start()

    def stop(self) -> None:
        """Leave; the broker keeps the session."""
        self._client.disconnect()
        self._client.loop_stop()

    def acknowledge(self, message: Message) -> None:
        """Tell the broker that it is in the store. One of an earlier connection comes again and is acknowledged then."""
        if message.qos and message.connection == self._connection:
            self._client.ack(message.mid, message.qos)

    def _tell(self, line: str) -> None:
        """Say what has changed, once."""
        if line != self._told:
            self._told = line
            self._say(f"{self._source.id}: {line}")

    def _connected(self, client, userdata, flags, reason, properties) -> None:
        if reason.is_failure:
            self._tell(
                f"ditolak broker {self.address} ({reason}); periksa username_env, password_env dan protocol; mencoba lagi"
            )
            return
        self._connection += 1
        wanted = filters_of(self._source)
        client.subscribe([(one, self._source.mqtt.qos) for one in wanted])
        self._tell(f"tersambung ke {self.address}, mendengarkan {', '.join(wanted)}")

    def _not_connected(self, client, userdata) -> None:
        self._tell(f"broker {self.address} tidak terjangkau; mencoba lagi terus")

    def _lost(self, client, userdata, flags, reason, properties) -> None:
        if not self._stopping.is_set():
            self._tell(f"sambungan ke {self.address} putus ({reason}); mencoba lagi terus")

    def _subscribed(self, client, userdata, mid, reasons, properties) -> None:
        if any(reason.is_failure for reason in reasons):
            self._tell(f"broker {self.address} tidak memberi topiknya ({reasons[0]}); periksa hak akun di broker")

    def _received(self, client, userdata, given) -> None:
        size = len(given.payload)
        payload = given.payload if size <= self._source.mqtt.max_payload_bytes else bytes(given.payload[:KEPT_BYTES])
        try:
            topic = given.topic
        except UnicodeDecodeError:
            topic = ""  # fits no declared topic
        message = Message(
            self._source.id, topic, payload, size, given.retain, now_us(), given.mid, given.qos, self._connection
        )
        while not self._stopping.is_set():  # a full queue holds the broker back
            try:
                return self._arrived.put(message, timeout=0.5)
            except queue.Full:
                continue


def _session() -> Properties:
    asked = Properties(PacketTypes.CONNECT)
    asked.SessionExpiryInterval = SESSION_S
    asked.ReceiveMaximum = UNACKNOWLEDGED
    asked.MaximumPacketSize = LARGEST_PACKET
    return asked
