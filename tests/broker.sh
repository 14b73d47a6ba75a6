#!/bin/sh
# Finds the MQTT broker of the listener's tests; installs Debian's as root; says loudly when it can do neither.
set -eu
PATH="$PATH:/usr/sbin:/usr/local/sbin"
if command -v mosquitto >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Memasang mosquitto (Debian) untuk pengujian bacaan langsung ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq mosquitto >/dev/null
    command -v mosquitto >/dev/null 2>&1 && exit 0
fi
echo "GAGAL: pengujian bacaan langsung perlu mosquitto. Pasang dengan: sudo apt-get install mosquitto" >&2
exit 1
