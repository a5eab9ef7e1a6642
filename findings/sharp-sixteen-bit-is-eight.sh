#!/usr/bin/env bash
# sharp 0.35.5: raw({ depth: "ushort" }) of a gray picture of 16 bits gives numbers of 8 bits, three for each pixel.
#
# One would guess: a picture whose metadata says one channel of "ushort" comes out as its own values, 0 to 65535, once 16 bits are
#   asked for.
# What happens: the pixels are converted to sRGB of 8 bits first, and these, 0 to 255, are then written with 16 bits each: 300 is 1,
#   three times. Divided by 65535, the inputs of a network are nearly black. depth "float" gives the same. Only
#   toColourspace("grey16") keeps the values.
# Source: sharp, api-output, raw, and api-colour, toColourspace; src/pipeline.cc, which converts to the output's colour space
#   (default sRGB) and casts to the depth afterwards.
# Seen on Node 20.20.2 beside pngjs 7.0.0, which writes the picture: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund sharp@0.35.5 pngjs@7.0.0 >> npm.log
cat > try.mjs <<'JS'
import { PNG } from "pngjs";
import sharp from "sharp";

const gray = { bitDepth: 16, colorType: 0, inputColorType: 0 };
const picture = new PNG({ width: 4, height: 1, ...gray });
picture.data = Uint16Array.of(0, 300, 32768, 65535);
const file = PNG.sync.write(picture, gray);

const show = async (name, pipeline) => {
  const { data } = await pipeline.raw({ depth: "ushort" }).toBuffer({ resolveWithObject: true });
  console.log(`${name}: ${new Uint16Array(Uint8Array.from(data).buffer)}`);
};
const { channels, depth } = await sharp(file).metadata();
console.log(`metadata: ${channels} channel, ${depth}`);
await show("raw", sharp(file));
await show("grey16", sharp(file).toColourspace("grey16"));
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
metadata: 1 channel, ushort
raw: 0,0,0,1,1,1,128,128,128,255,255,255
grey16: 0,300,32768,65535
SEEN
