#!/usr/bin/env bash
# jimp 1.6.1, sharp 0.35.5, Pillow 12.3.0: of a photo that was taken upright two libraries give the picture lying on its side.
#
# One would guess: a picture has one width and one height; a phone's photo stands upright in every library as it does in every viewer.
# What happens: cameras store the sensor's rows and say in the EXIF tag Orientation how to turn them. jimp turns the picture, Pillow and
#   sharp do not (ImageOps.exif_transpose and rotate() do). A network that was trained in Python on photos of a phone gets them
#   turned by 90 degrees in JavaScript, or the other way round.
# Source: Pillow, ImageOps.exif_transpose; sharp, rotate (autoOrient); @jimp/core, utils/image-bitmap (attemptExifRotate).
# Seen on Node 20.20.2 and Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund jimp@1.6.1 sharp@0.35.5 >> npm.log 2>&1
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pillow==12.3.0 > pip.log
cat > write.py <<'PY'
from PIL import Image

orientation = 0x0112
exif = Image.Exif()
exif[orientation] = 6
Image.new("L", (40, 20)).save("photo.jpg", exif=exif)
print("Pillow: {} x {}".format(*Image.open("photo.jpg").size))
PY
cat > read.mjs <<'JS'
import { Jimp } from "jimp";
import sharp from "sharp";

const { width, height } = (await Jimp.read("photo.jpg")).bitmap;
const { info } = await sharp("photo.jpg").raw().toBuffer({ resolveWithObject: true });
console.log(`sharp: ${info.width} x ${info.height}`);
console.log(`jimp: ${width} x ${height}`);
JS
{ env/bin/python write.py; node read.mjs; } | tee seen.txt
diff seen.txt - <<'SEEN'
Pillow: 40 x 20
sharp: 40 x 20
jimp: 20 x 40
SEEN
