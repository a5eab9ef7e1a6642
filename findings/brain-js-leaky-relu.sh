#!/usr/bin/env bash
# brain.js 1.6.1 (npm's "latest"): the activation "leaky-relu" gives 0 for every negative sum, and multiplies positive ones
# with the slope.
#
# One would guess: leaky ReLU is s for positive sums and slope · s for negative ones, as in brain.js 2 and everywhere else.
# What happens: run() computes sum < 0 ? 0 : slope · sum. With the usual slope of 0.01 each layer shrinks what it gets to a
#   hundredth. toJSON() also leaves the slope out, so that fromJSON() goes on with 0.01 whatever it was.
# Source: brain.js 1.6.1, dist/neural-network.js, _runInputLeakyRelu; 2.0.0-beta.24 has Math.max(sum, slope · sum).
# Seen with brain.js 1.6.1 and 2.0.0-beta.24 on Node 20.20.2, a network of one weight of 1, no bias, slope 0.5:
#   1.6.1: 2 gives 1, -2 gives 0, read again 2 gives 0.02; 2.0.0-beta.24: 2 gives 2, -2 gives -1, read again 2 gives 2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts --omit=optional \
  brain1@npm:brain.js@1.6.1 brain2@npm:brain.js@2.0.0-beta.24 >> npm.log
cat > try.cjs <<'JS'
const options = { inputSize: 1, outputSize: 1, hiddenLayers: [1], activation: "leaky-relu", leakyReluAlpha: 0.5 };
for (const version of [1, 2]) {
  const { NeuralNetwork } = require(`brain${version}`);
  const net = new NeuralNetwork(options);
  net.sizes = [1, 1];
  net.outputLayer = 1;
  net.initialize();
  net.weights[1][0][0] = 1;
  net.biases[1][0] = 0;
  net.setActivation("leaky-relu");
  const run = (which, input) => Number(which.run([input])[0].toFixed(6));
  const again = new NeuralNetwork().fromJSON(JSON.parse(JSON.stringify(net.toJSON())));
  console.log(version, run(net, 2), run(net, -2), run(again, 2));
}
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
1 1 0 0.02
2 2 -1 2
SEEN
