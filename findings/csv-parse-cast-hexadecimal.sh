#!/usr/bin/env bash
# csv-parse 7.0.3: with `cast: true` a field such as 0x1F becomes the number 0.
#
# One would guess: a hexadecimal field either becomes its value, 31 (as Number("0x1F") is), or stays a text (as it does where
#   only decimal numbers count as numbers).
# What happens: it becomes 0. Whether a field is a number is decided with JavaScript's own conversion, which reads
#   hexadecimal, octal and binary; the value is then read by parseFloat, which stops at the x. So a column of addresses,
#   colors or ids turns into zeros without an error.
# Source: csv-parse, lib/api/index.js, methods __cast and __isFloat.
# Seen with csv-parse 7.0.3 on Node 20.20.2: {"decimal":31,"hexadecimal":0,"octal":0,"binary":0,"word":"x1F"}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts csv-parse@7.0.3 >> npm.log
cat > try.cjs <<'JS'
const { parse } = require("csv-parse/sync");

const table = "decimal,hexadecimal,octal,binary,word\n31,0x1F,0o37,0b11111,x1F\n";
console.log(JSON.stringify(parse(table, { columns: true, cast: true })[0]));
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
{"decimal":31,"hexadecimal":0,"octal":0,"binary":0,"word":"x1F"}
SEEN
