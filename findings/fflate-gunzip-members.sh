#!/usr/bin/env bash
# fflate 0.8.3: gunzipSync returns a part of the first member of a gzip file that has several.
#
# A gzip file may hold several members one after the other (RFC 1952, section 2.2); `cat a.gz b.gz` makes one.
# One would guess: gunzipSync returns the contents of all members, as gzip, node:zlib and fflate's own Gunzip do, or throws.
# What happens: it takes the length of its result from the last four bytes of the file, which count the last member alone,
#   fills that much from the first member and returns it. No error is raised, and the rest of the data is gone.
# Source: fflate, lib/node.cjs, functions gzl and gunzipSync; pull request 287 of 101arrowz/fflate (open when this was written).
# Seen with fflate 0.8.3 on Node 20.20.2:
#   zlib.gunzipSync: "alpha,beta"; Gunzip: "alpha,beta"; gunzipSync: "alph"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts fflate@0.8.3 >> npm.log
cat > try.cjs <<'JS'
const zlib = require("node:zlib");
const { Gunzip, gunzipSync, strFromU8 } = require("fflate");

const file = Buffer.concat(["alpha,", "beta"].map((text) => zlib.gzipSync(text)));
let streamed = "";
new Gunzip((chunk) => (streamed += strFromU8(chunk))).push(file, true);

console.log("zlib.gunzipSync", zlib.gunzipSync(file).toString());
console.log("Gunzip", streamed);
console.log("gunzipSync", strFromU8(gunzipSync(file)));
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
zlib.gunzipSync alpha,beta
Gunzip alpha,beta
gunzipSync alph
SEEN
