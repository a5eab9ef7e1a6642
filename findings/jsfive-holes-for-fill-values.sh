#!/usr/bin/env bash
# jsfive 0.4.2: rows of an HDF5 dataset that were never written are holes in an array, not the dataset's fill value.
#
# An HDF5 file stores no chunk in which nothing was written; a reader puts the fill value, 0 unless it was set, in its place.
# One would guess: jsfive gives the values that h5py and h5wasm give, since it reads the fill value of the dataset.
# What happens: value is an array with empty items. forEach, reduce and map pass over them, so that a sum divided by the length has
#   another denominator than numerator, and a typed array made from it has NaN where HDF5 has 0. Datasets that grow, as loggers and
#   preallocated tables do, have such rows.
# Source: jsfive, esm/btree.js, construct_data_from_chunks, which makes `new Array` and fills it from the chunks that exist.
# Seen on Node 20.20.2 beside h5wasm 0.10.3, which writes the file: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts jsfive@0.4.2 h5wasm@0.10.3 >> npm.log
cat > try.mjs <<'JS'
import { readFileSync } from "node:fs";
import h5wasm from "h5wasm/node";
import * as jsfive from "jsfive";

await h5wasm.ready;
const file = new h5wasm.File("grown.h5", "w");
const data = Float32Array.of(1, 2, 3, 4);
const rows = file.create_dataset({ name: "rows", data, shape: [2, 2], maxshape: [null, 2], chunks: [2, 2] });
rows.resize([4, 2]);
console.log(`h5wasm: ${rows.value}`);
file.close();
const dataset = new jsfive.File(Uint8Array.from(readFileSync("grown.h5")).buffer, "grown.h5").get("rows");
console.log(`jsfive: ${Float32Array.from(dataset.value)}; fill value ${dataset.fillvalue}`);
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
h5wasm: 1,2,3,4,0,0,0,0
jsfive: 1,2,3,4,NaN,NaN,NaN,NaN; fill value 0
SEEN
