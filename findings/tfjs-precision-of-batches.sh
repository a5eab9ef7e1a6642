#!/usr/bin/env bash
# TensorFlow.js 4.22.0: precision and recall of evaluate depend on the batch size.
#
# One would guess: evaluate counts true and false positives over all examples, as Keras' Precision and Recall do, so that batchSize only changes
#   the time it takes.
# What happens: both are computed for each batch and averaged. A batch without positives counts as 0. The same network on the same eight
#   examples has a precision of 0.67, 0.75 or 0.38; with the default of 32, that of rare classes comes out far too low.
# Source: @tensorflow/tfjs-layers, engine/training, class LayersModel, testLoop, and metrics, precision and recall; Keras,
#   metrics.Precision, whose state is summed over batches.
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
import { tensor2d } from "@tensorflow/tfjs-core";
import { layers, metrics, sequential } from "@tensorflow/tfjs-layers";

/** A network whose output is its input. */
const unit = layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: "ones" });
const network = sequential({ layers: [unit] });
network.compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: [metrics.precision, metrics.recall] });
const outputs = tensor2d([[1], [1], [0], [0], [1], [0], [0], [0]]);
const targets = tensor2d([[1], [0], [1], [0], [1], [0], [0], [0]]);
for (const batchSize of [8, 4, 2]) {
  const [, precision, recall] = network.evaluate(outputs, targets, { batchSize }).map((value) => value.dataSync()[0]);
  console.log(`batches of ${batchSize}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
}
JS
node try.mjs 2> stderr.log | tee seen.txt
diff seen.txt - <<'SEEN'
batches of 8: precision 0.667, recall 0.667
batches of 4: precision 0.750, recall 0.750
batches of 2: precision 0.375, recall 0.500
SEEN
