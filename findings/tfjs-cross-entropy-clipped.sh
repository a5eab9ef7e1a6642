#!/usr/bin/env bash
# TensorFlow.js 4.22.0: an example that a softmax layer gets wrong with great confidence has a gradient of exactly 0.
#
# One would guess: cross-entropy after softmax has the gradient p - y, so that the most confident mistake changes the weights most.
# What happens: the loss gets probabilities, not logits, and clips them to [1e-7, 1 - 1e-7]. Where the logits differ by more than 16.1,
#   the cost stays at -ln(1e-7) = 16.118, and the derivative of the clipping is 0: the example is never learned, while the cost that is
#   shown is a constant. Inputs that are not scaled (0 to 255) get there in the first epoch.
# Source: @tensorflow/tfjs-layers, losses, categoricalCrossentropy: it clips by value with epsilon(), then takes the logarithm.
# Seen on Node 20.20.2: the script's last lines. The true class is the first one; the learning rate is 1.
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
import { tensor2d, train } from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";

const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [1], useBias: false, activation: "softmax" })] });
model.compile({ optimizer: train.sgd(1), loss: "categoricalCrossentropy" });
for (const difference of [2, 10, 16, 17, 40]) {
  model.setWeights([tensor2d([[-difference / 2, difference / 2]])]);
  const { history } = await model.fit(tensor2d([[1]]), tensor2d([[1, 0]]), { epochs: 1, verbose: 0 });
  const [after] = model.getWeights()[0].dataSync();
  console.log(`logits ${difference} apart: cost ${history.loss[0].toFixed(3)}, the weight changed by ${(after + difference / 2).toFixed(3)}`);
}
JS
node try.mjs 2> stderr.log | grep apart | tee seen.txt
diff seen.txt - <<'SEEN'
logits 2 apart: cost 2.127, the weight changed by 0.881
logits 10 apart: cost 10.000, the weight changed by 1.000
logits 16 apart: cost 16.000, the weight changed by 1.000
logits 17 apart: cost 16.118, the weight changed by 0.000
logits 40 apart: cost 16.118, the weight changed by 0.000
SEEN
