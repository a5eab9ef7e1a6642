#!/usr/bin/env bash
# seedrandom 3.0.5: the seed 1 and the seed "1" are two seeds.
#
# One would guess: a seed that was read from a command line, a form or a file gives the numbers of the same seed in a program. PyTorch converts the
#   text to a number, and NumPy refuses it.
# What happens: a number gets a byte of zero behind its digits, so that it is another key than the text. A run that is repeated with its seed
#   from process.argv is another run. The package's own alea, which TensorFlow.js uses, takes both for the same.
# Source: seedrandom, function flatten; lib/alea, function Mash.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts seedrandom@3.0.5 >> npm.log
cat > try.mjs <<'JS'
import seedrandom from "seedrandom";

const first = (generator, seed) => generator(seed)().toFixed(6);
console.log(`seedrandom: ${first(seedrandom, 1)} from 1, ${first(seedrandom, "1")} from "1"`);
console.log(`alea: ${first(seedrandom.alea, 1)} from 1, ${first(seedrandom.alea, "1")} from "1"`);
JS
node try.mjs 2> stderr.log | tee seen.txt
diff seen.txt - <<'SEEN'
seedrandom: 0.177635 from 1, 0.269449 from "1"
alea: 0.526047 from 1, 0.526047 from "1"
SEEN
