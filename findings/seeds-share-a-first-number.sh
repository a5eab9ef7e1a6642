#!/usr/bin/env bash
# d3-random 3.0.2, prando 6.0.1, pure-rand 8.4.2: generators that start from the seeds 1 to 100 begin with nearly the same number.
#
# One would guess: another seed gives unrelated numbers from the first one on, as Python, NumPy and a Mersenne Twister make them, so
#   that runs with the seeds 1, 2, 3 … are independent repetitions.
# What happens: these three take the seed as their state without mixing its bits. The first number of 100 seeds is 0.24 to 0.27,
#   0.50 to 0.51, or always 1.00; later ones differ. A program that draws one number per seed (a split, a dropped unit, the first
#   weight) draws it once. Skipping a few numbers, or hashing the seed, helps.
# Source: d3-random, src/lcg.js; prando, src/Prando.ts, xorshift of the seed; pure-rand, generator/xoroshiro128plus: the state is
#   -1, ~seed, seed, 0, and the first output is the sum ~seed + 0.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts d3-random@3.0.2 prando@6.0.1 pure-rand@8.4.2 >> npm.log
cat > try.mjs <<'JS'
import { randomLcg } from "d3-random";
import prando from "prando";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const Prando = prando.default ?? prando;
const first = {
  "d3-random, randomLcg": (seed) => randomLcg(seed)(),
  prando: (seed) => new Prando(seed).next(),
  "pure-rand, xoroshiro128plus": (seed) => uniformFloat64(xoroshiro128plus(seed)),
  "pure-rand, mersenne": (seed) => uniformFloat64(mersenne(seed)),
};
for (const [name, draw] of Object.entries(first)) {
  const numbers = Array.from({ length: 100 }, (_, i) => draw(i + 1));
  console.log(`${name}: ${Math.min(...numbers).toFixed(2)} to ${Math.max(...numbers).toFixed(2)}`);
}
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
d3-random, randomLcg: 0.24 to 0.27
prando: 0.50 to 0.51
pure-rand, xoroshiro128plus: 1.00 to 1.00
pure-rand, mersenne: 0.00 to 0.99
SEEN
