#!/usr/bin/env bash
# Pillow 12.3.0: a gray picture of 16 bits becomes white by convert("L").
#
# One would guess: 16 bits are scaled to 8, 65535 to 255 and 32768 to 128, as pngjs scales them.
# What happens: every value above 255 becomes 255. X-rays, depth maps and microscopy pictures, whose files have 16 bits, train as
#   pictures that are white nearly everywhere, without a warning.
# Source: Pillow, src/libImaging/Convert.c, the conversions of I;16 and I to L, which clip.
# Seen on Python 3.11: the script's last line.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pillow==12.3.0 > pip.log
cat > try.py <<'PY'
import io
import struct

from PIL import Image

values = (0, 128, 255, 256, 32768, 65535)
file = io.BytesIO()
Image.frombytes("I;16", (6, 1), struct.pack("<6H", *values)).save(file, "PNG")
file.seek(0)
picture = Image.open(file)
print(picture.mode, "becomes", *picture.convert("L").tobytes())
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
I;16 becomes 0 128 255 255 255 255
SEEN
