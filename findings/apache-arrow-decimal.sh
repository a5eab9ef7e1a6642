#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript): a decimal of 12.34 is the number 1234.
#
# One would guess: a value of a decimal column converts to the number that it stands for, as in pyarrow, or refuses to.
# What happens: get() returns the unscaled integer without its scale, and Number(), String() and JSON.stringify() of it return its
#   digits. Columns of decimals with different scales, prices and rates from a database, come out wrong by different powers of ten.
# Source: apache-arrow, src/util/bn.ts (DecimalBigNum knows no scale) and src/visitor/get.ts.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts apache-arrow@21.2.0 >> npm.log
cat > try.mjs <<'JS'
import { Decimal, Field, makeData, Schema, Struct, RecordBatch, Table, tableFromIPC, tableToIPC } from "apache-arrow";

// 12.34 with two digits behind the point, as a file of another writer holds it: the integer 1234 and the scale 2.
const type = new Decimal(2, 10, 128);
const prices = makeData({ type, length: 1, data: Uint32Array.of(1234, 0, 0, 0) });
const schema = new Schema([new Field("price", type)]);
const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: 1, children: [prices] }));
const table = tableFromIPC(tableToIPC(new Table([batch])));
const value = table.getChild("price").get(0);
console.log(`type ${table.schema.fields[0].type}`);
console.log(`Number ${Number(value)}, String ${value}, JSON ${JSON.stringify(value)}`);
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
type Decimal[10e+2]
Number 1234, String 1234, JSON "\"1234\""
SEEN
