#!/usr/bin/env bash
# fast-png 8.0.0: the pixels of a black-and-white PNG come eight in a byte.
#
# One would guess: decode(file).data has width × height × channels values, as pngjs, Pillow and a canvas give them.
# What happens: that is true of 8 and 16 bits a pixel only. For 1, 2 and 4 bits, as scans and small palettes have them, data holds the
#   file's bytes: a picture of 10 × 2 has 4 values, of which the first, 146, is the first eight pixels. Read as a vector of inputs it has
#   the wrong length, or, where only the first values are taken, the wrong values. Indices of a palette are not looked up, either.
# Source: fast-png, src/png_decoder.ts, decodeImage; README, decode: `depth`. `convertIndexedToRgb` looks a palette up.
# Seen on Node 20.20.2 beside pngjs 7.0.0: the script's last lines. The picture is written by the script itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts fast-png@8.0.0 pngjs@7.0.0 >> npm.log
cat > try.mjs <<'JS'
import { deflateSync, crc32 } from "node:zlib";
import { decode } from "fast-png";
import { PNG } from "pngjs";

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const ends = [Buffer.alloc(4), Buffer.alloc(4)];
  ends[0].writeUInt32BE(data.length);
  ends[1].writeUInt32BE(crc32(body));
  return Buffer.concat([ends[0], body, ends[1]]);
};
// 10 x 2 pixels of 1 bit: a white one after each two black ones in the first row; every row begins with its filter, 0.
const header = Buffer.from([0, 0, 0, 10, 0, 0, 0, 2, 1, 0, 0, 0, 0]);
const rows = Buffer.from([0, 0b10010010, 0b01000000, 0, 0, 0]);
const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
const file = Buffer.concat([signature, ...chunks]);
const { width, height, channels, depth, data } = decode(file);
console.log(`fast-png: ${width} x ${height}, ${channels} channel of ${depth} bit, ${data.length} values: ${data}`);
const all = PNG.sync.read(file).data;
const gray = Array.from({ length: 20 }, (_, i) => all[4 * i]);
console.log(`pngjs: ${gray.length} values: ${gray}`);
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
fast-png: 10 x 2, 1 channel of 1 bit, 4 values: 146,64,0,0
pngjs: 20 values: 255,0,0,255,0,0,255,0,0,255,0,0,0,0,0,0,0,0,0,0
SEEN
