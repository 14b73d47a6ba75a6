#!/bin/sh
# Finds Chromium for the browser tests; installs Debian's as root; says loudly when it can do neither.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Memasang chromium (Debian) untuk pengujian peramban ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation >/dev/null
    command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "GAGAL: pengujian peramban perlu Chromium. Pasang dengan: sudo apt-get install chromium" >&2
exit 1
