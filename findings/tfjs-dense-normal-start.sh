#!/usr/bin/env bash
# TensorFlow.js 4.22.0: a dense layer starts from another distribution than Keras'.
#
# One would guess: TensorFlow.js' layers are Keras in JavaScript, so that a dense layer starts glorot_uniform as Keras' Dense does, every
#   weight within sqrt(6 / (inputs + units)).
# What happens: the default is glorotNormal. Some weights are larger than any that Keras draws, and experiments with the start of a
#   network do not carry over.
# Source: @tensorflow/tfjs-layers, layers/core, class Dense, DEFAULT_KERNEL_INITIALIZER; Keras, layers.Dense, kernel_initializer.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
for name in core layers backend-cpu; do packages="${packages:-} @tensorflow/tfjs-$name@4.22.0"; done
# shellcheck disable=SC2086 # several words
npm install --no-audit --no-fund --ignore-scripts $packages >> npm.log
cat > try.mjs <<'JS'
import "@tensorflow/tfjs-backend-cpu";
import { layers, sequential } from "@tensorflow/tfjs-layers";

const dense = layers.dense({ units: 100, inputShape: [784] });
const weights = sequential({ layers: [dense] }).getWeights()[0].dataSync();
const { mode, distribution } = dense.getConfig().kernelInitializer.config;
const limit = Math.sqrt(6 / (784 + 100));
console.log(`default: ${mode}, ${distribution}`);
console.log(`weights beyond Keras' limit: ${weights.some((weight) => Math.abs(weight) > limit) ? "some" : "none"}`);
JS
node try.mjs 2> stderr.log | grep : | tail -2 | tee seen.txt
diff seen.txt - <<'SEEN'
default: fanAvg, normal
weights beyond Keras' limit: some
SEEN
