#!/usr/bin/env bash
# synaptic 1.1.4 and neataptic 1.4.7: the cost function that one chooses changes the reported error, and nothing that is learned.
#
# One would guess: a trainer descends along the gradient of the cost that it was given, so that cross-entropy and mean squared error end
#   in different weights.
# What happens: the output error of a unit is always target - output times the slope of its activation. The cost is computed beside it,
#   for the report and for the error at which training stops. From the same start, networks of all costs are equal.
# Source: synaptic, src/Trainer.js, _trainSet, and src/Neuron.js, propagate; neataptic, src/architecture/network.js, _trainSet, and node.js,
#   propagate: neither passes the cost on.
# Seen on Node 20.20.2: the script's last lines. Math.random is replaced, so that all networks start from the same weights.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts synaptic@1.1.4 neataptic@1.4.7 >> npm.log
cat > try.cjs <<'JS'
const synaptic = require("synaptic");
const neataptic = require("neataptic");

const xor = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]].map(([a, b, y]) => ({ input: [a, b], output: [y] }));
const seeded = (work) => {
  let state = 1;
  Math.random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  return work();
};
const trainSynaptic = (cost) => {
  const network = new synaptic.Architect.Perceptron(2, 3, 1);
  const { error } = new synaptic.Trainer(network).train(xor, { rate: 0.3, iterations: 100, cost });
  return [error, network.activate([0, 1])[0]];
};
const trainNeataptic = (cost) => {
  const network = new neataptic.architect.Perceptron(2, 3, 1);
  const { error } = network.train(xor, { rate: 0.3, iterations: 100, error: 0, cost });
  return [error, network.activate([0, 1])[0]];
};
const show = (name, train, costs) => {
  for (const cost of ["MSE", "CROSS_ENTROPY"]) {
    const [error, output] = seeded(() => train(costs[cost]));
    console.log(`${name}, ${cost}: error ${error.toFixed(3)}, output for [0, 1] ${output}`);
  }
};
show("synaptic", trainSynaptic, synaptic.Trainer.cost);
show("neataptic", trainNeataptic, neataptic.methods.cost);
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
synaptic, MSE: error 0.302, output for [0, 1] 0.4862351525118788
synaptic, CROSS_ENTROPY: error 0.799, output for [0, 1] 0.4862351525118788
neataptic, MSE: error 0.302, output for [0, 1] 0.48647497359106656
neataptic, CROSS_ENTROPY: error 0.799, output for [0, 1] 0.48647497359106656
SEEN
