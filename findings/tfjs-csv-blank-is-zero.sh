#!/usr/bin/env bash
# TensorFlow.js 4.22.0: a blank field of a CSV file is the number 0.
#
# One would guess: a field with nothing but a space is missing, like an empty one: tables that people have typed or exported with fixed widths
#   are full of them.
# What happens: tf.data.csv passes the field to Number, and Number(" ") is 0. The empty field is left out of its row, the blank one trains
#   the network with a value that nobody measured. Pairs of quotes within a quoted field stay pairs, too.
# Source: @tensorflow/tfjs-data, datasets/csv_dataset, class CSVDataset, makeDataElement and parseRow.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-data@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 seedrandom@3.0.5 >> npm.log
cat > try.mjs <<'JS'
import { writeFileSync } from "node:fs";
import "@tensorflow/tfjs-backend-cpu";
import { csv } from "@tensorflow/tfjs-data";

writeFileSync("table.csv", 'empty,blank,size\n1,1,"4"" pipe"\n, ,x\n');
for (const row of await csv("file://table.csv").toArray()) console.log(JSON.stringify(row));
JS
node try.mjs 2> stderr.log | tee seen.txt
diff seen.txt - <<'SEEN'
{"empty":1,"blank":1,"size":"4\"\" pipe"}
{"blank":0,"size":"x"}
SEEN
