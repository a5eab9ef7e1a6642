#!/usr/bin/env bash
# gifenc 1.0.3: a picture of three colours gets a palette of two, although 256 fit.
#
# One would guess: quantize(pixels, 256) keeps every colour of a picture that has at most 256, as other encoders do.
# What happens: its default format, rgb565, cuts channels to 5 and 6 bits before colours are counted. Grays 128 and 130 fall together and
#   come back as their mean. A heatmap or the antialiased lines of a plot lose steps where nothing had to be rounded. A palette made from the
#   colours themselves is exact.
# Source: gifenc, src/pnnquant2.js (quantize: format = "rgb565", bins of rgb888_to_rgb565).
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts gifenc@1.0.3 >> npm.log
cat > try.cjs <<'JS'
const { quantize } = require("gifenc");

const grays = [128, 130, 255];
const pixels = Uint8Array.from(grays.flatMap((gray) => [gray, gray, gray, 255]));
for (const format of ["rgb565", "rgb444"]) {
  const palette = quantize(pixels, 256, { format });
  console.log(`${format}: ${palette.map(([red]) => red).sort((a, b) => a - b)} of ${grays}`);
}
console.log(`default is rgb565: ${JSON.stringify(quantize(pixels, 256)) === JSON.stringify(quantize(pixels, 256, { format: "rgb565" }))}`);
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
rgb565: 129,255 of 128,130,255
rgb444: 129,255 of 128,130,255
default is rgb565: true
SEEN
