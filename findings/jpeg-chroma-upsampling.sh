#!/usr/bin/env bash
# jpeg-js 0.4.4, Pillow 12.3.0: one JPEG, two decoders, colours that differ by 40 of 255 along edges.
#
# One would guess: decoders of JPEG may differ by 1 or 2 where they round.
# What happens: most files store colour at half the width and height. jpeg-js repeats each stored colour for 2 × 2 pixels; libjpeg, behind
#   Pillow and browsers, interpolates ("fancy upsampling"). Beside a red-blue edge the same pixel is 152, 23, 154 in one and
#   178, 18, 116 in the other. A network that was trained with one decoder gets other inputs by the other.
# Source: jpeg-js, lib/decoder.js, getData; libjpeg-turbo, jdsample.c, h2v2_fancy_upsample (do_fancy_upsampling is the default).
# Seen on Node 20.20.2 and Python 3.11 with NumPy 2.4.6: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts jpeg-js@0.4.4 >> npm.log
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pillow==12.3.0 numpy==2.4.6 > pip.log
cat > write.py <<'PY'
import numpy as np
from PIL import Image

picture = np.zeros((32, 32, 3), np.uint8)
picture[:, :17, 0] = 255
picture[:, 17:, 2] = 255
picture[:, 0] = [0, 0, 255]
Image.fromarray(picture).save("edge.jpg", quality=90, subsampling=2)
print("Pillow:", [tuple(map(int, pixel)) for pixel in np.array(Image.open("edge.jpg"))[16, 15:19]])
PY
cat > read.cjs <<'JS'
const { readFileSync } = require("node:fs");
const { data, width } = require("jpeg-js").decode(readFileSync("edge.jpg"));
const pixel = (x) => `(${[...data.subarray(4 * (16 * width + x), 4 * (16 * width + x) + 3)].join(", ")})`;
console.log(`jpeg-js: [${[15, 16, 17, 18].map(pixel).join(", ")}]`);
JS
{ env/bin/python write.py; node read.cjs; } | tee seen.txt
diff seen.txt - <<'SEEN'
Pillow: [(229, 6, 37), (178, 18, 116), (77, 0, 141), (26, 0, 213)]
jpeg-js: [(254, 0, 0), (152, 23, 154), (103, 0, 105), (0, 3, 249)]
SEEN
