#!/usr/bin/env bash
# hyparquet 1.33.0: a run of levels or indices that is longer than its page is written out all the same.
#
# One would guess: a run of the RLE/bit-packed hybrid encoding ends with the values of its page, or is an error.
# What happens: the list of the page's values grows to the run's length. Six bytes ask for up to 2^30 entries: seconds of work and
#   gigabytes of memory for a damaged file.
# Source: hyparquet, src/encoding.js, readRle: `for (let i = 0; i < count; i++) output[seen + i] = value`.
# Seen with hyparquet 1.33.0 on Node 20.20.2:
#   8 values were asked for, 1000000 were written
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts hyparquet@1.33.0 >> npm.log
cat > try.mjs <<'JS'
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";

// The header of a run is twice its length, seven bits a byte, lowest first; the value follows.
const bytes = [];
let header = 2 * 1_000_000;
for (; header >= 128; header = Math.floor(header / 128)) bytes.push((header % 128) + 128);
bytes.push(header, 1);
const values = new Array(8);
readRleBitPackedHybrid({ view: new DataView(Uint8Array.from(bytes).buffer), offset: 0 }, 1, values, bytes.length);
console.log(`8 values were asked for, ${values.length} were written`);
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
8 values were asked for, 1000000 were written
SEEN
