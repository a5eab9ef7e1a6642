#!/usr/bin/env bash
# TensorFlow.js 4.22.0: resizeBilinear shifts a picture that it resizes.
#
# One would guess: pictures are resized around the centres of their pixels, as by TensorFlow 2's tf.image.resize, Keras' Resizing and Pillow, so
#   that a network trained in Python sees the same picture in JavaScript.
# What happens: halfPixelCenters is false unless it is set, which is TensorFlow 1's rule. Half of a row of four pixels is then its first and
#   third pixel: the picture is shifted by half a pixel, and its mirror image is not the mirror image of the result.
# Source: @tensorflow/tfjs-core, ops/image/resize_bilinear, halfPixelCenters; TensorFlow, tf.image.resize, which names the change.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0 >> npm.log
cat > try.mjs <<'JS'
import "@tensorflow/tfjs-backend-cpu";
import { image, tensor3d } from "@tensorflow/tfjs-core";

const row = tensor3d([0, 10, 20, 30], [1, 4, 1]);
const mirrored = tensor3d([30, 20, 10, 0], [1, 4, 1]);
const halved = (picture, ...more) => image.resizeBilinear(picture, [1, 2], ...more).dataSync().join(" ");
console.log(`default: ${halved(row)}; mirrored: ${halved(mirrored)}`);
console.log(`half-pixel centers: ${halved(row, false, true)}; mirrored: ${halved(mirrored, false, true)}`);
JS
node try.mjs 2> stderr.log | tee seen.txt
diff seen.txt - <<'SEEN'
default: 0 20; mirrored: 30 10
half-pixel centers: 5 25; mirrored: 25 5
SEEN
