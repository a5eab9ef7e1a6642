#!/usr/bin/env bash
# jimp 1.6.1, sharp 0.35.5, Pillow 12.3.0: the same red pixel becomes a gray of 54, 127 or 76.
#
# One would guess: "grayscale" is one formula, so that a network that was trained on pictures of one library gets the same inputs by another.
# What happens: Pillow weights the stored values by ITU-R BT.601, jimp by BT.709, and sharp computes BT.709's luminance of linear light and
#   encodes the result as sRGB again. Grays stay as they are in all three, so scans in black and white do not show it.
# Source: Pillow, handbook, "Image.convert"; jimp, plugin-color, greyscale; sharp, api-colour, greyscale, with libvips, vips_colourspace to b-w.
# Seen on Node 20.20.2 and Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund jimp@1.6.1 sharp@0.35.5 >> npm.log
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pillow==12.3.0 > pip.log
cat > try.mjs <<'JS'
import { Jimp } from "jimp";
import sharp from "sharp";

const pixels = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [128, 128, 128]];
const picture = new Jimp({ width: 4, height: 1, data: Buffer.from(pixels.flatMap((pixel) => [...pixel, 255])) });
console.log("jimp  ", [...picture.greyscale().bitmap.data].filter((_, i) => i % 4 === 0).join(" "));
const raw = { width: 4, height: 1, channels: 3 };
console.log("sharp ", [...(await sharp(Buffer.from(pixels.flat()), { raw }).greyscale().raw().toBuffer())].join(" "));
JS
cat > try.py <<'PY'
from PIL import Image

picture = Image.new("RGB", (4, 1))
for x, pixel in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128)]):
    picture.putpixel((x, 0), pixel)
print("Pillow", *picture.convert("L").tobytes())
PY
{ echo "       red green blue gray"; node try.mjs; env/bin/python try.py; } | tee seen.txt
diff seen.txt - <<'SEEN'
       red green blue gray
jimp   54 182 18 128
sharp  127 220 76 128
Pillow 76 150 29 128
SEEN
