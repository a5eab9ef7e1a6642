#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript): toArray() gives 0 for a missing number, and the bits of a float16 for the float16.
#
# One would guess: toArray() of a column has the values that get(i) has, or NaN where a value is missing, as to_numpy() of pyarrow has.
# What happens: toArray() of a column of numbers is the buffer of its values, without the bitmap that says which of them are missing. A
#   writer leaves 0 there, so that a table with gaps trains on zeros without a word. A column of float16 comes as a Uint16Array: 1 is 15360.
#   get(i), iteration and toJSON() give null and 1.
# Source: apache-arrow, src/vector.ts, toArray, which returns the subarray of data.values for numeric types; src/type.ts, Float16.ArrayType.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts apache-arrow@21.2.0 >> npm.log
cat > try.mjs <<'JS'
import { Float16, Float64, vectorFromArray } from "apache-arrow";

const show = (name, vector) => console.log(`${name}: ${[...vector]} by iteration, ${vector.toArray()} by toArray`);
const list = (values) => values.map((value) => value ?? "null");
const gaps = vectorFromArray([1.5, null, 3], new Float64());
console.log(`a missing value: ${list([...gaps])} by iteration, ${gaps.toArray()} by toArray`);
show("float16", vectorFromArray([1, 2.5, -3], new Float16()));
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
a missing value: 1.5,null,3 by iteration, 1.5,0,3 by toArray
float16: 1,2.5,-3 by iteration, 15360,16640,49664 by toArray
SEEN
