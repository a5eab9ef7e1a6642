#!/usr/bin/env bash
# TensorFlow.js 4.22.0: dropout with a seed drops the same units in every step.
#
# One would guess: a seed makes a training repeatable, as in Keras, whose Dropout draws another mask for each minibatch from its seeded
#   generator.
# What happens: the generator starts from the seed again at each call. Every minibatch gets the same mask, so some units are never trained
#   and the others are always doubled: the layer regularizes nothing, and no message says so. Without a seed the masks differ.
# Source: @tensorflow/tfjs-layers, layers/core, class Dropout, call, which passes the seed to tfjs-core's dropout; Keras, layers.Dropout and
#   random.SeedGenerator.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 >> npm.log
cat > try.mjs <<'JS'
import "@tensorflow/tfjs-backend-cpu";
import { ones } from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";

for (const options of [{ rate: 0.5, seed: 1 }, { rate: 0.5 }]) {
  const dropout = layers.dropout(options);
  const masks = [1, 2, 3, 4].map(() => dropout.apply(ones([2, 50]), { training: true }).dataSync().join(" "));
  console.log(`${JSON.stringify(options)}: ${new Set(masks).size} masks in 4 steps`);
}
JS
node try.mjs 2> stderr.log | tee seen.txt
diff seen.txt - <<'SEEN'
{"rate":0.5,"seed":1}: 1 masks in 4 steps
{"rate":0.5}: 4 masks in 4 steps
SEEN
