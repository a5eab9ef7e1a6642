#!/usr/bin/env bash
# GPU.js 2.24.1: some JavaScript operators mean something else in mode webasm than in mode cpu.
#
# One would guess: a kernel is JavaScript, so both modes follow its rules, up to the rounding of float32.
# What happens in mode webasm:
#   - NaN ? 1 : 2 is 1, because the condition is compiled to "differs from 0", which holds for NaN (JavaScript: 2);
#   - x >> 1 with x = 2^32 + 1024 is 2^30, because the conversion to an integer stops at the largest one (JavaScript wraps: 512).
#   So a test for NaN by truth, or a hash that counts on wrapping, gives other numbers when the mode changes.
# Source: gpu.js, src/backend/web-assembly/function-node.js, method coerce: f32Ne for conditions, a saturating i32TruncSatF32S
#   for integers.
# Seen with gpu.js 2.24.1 on Node 20.20.2: cpu 2 512; webasm 1 1073741824
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts --omit=optional gpu.js@2.24.1 >> npm.log
cat > try.cjs <<'JS'
const { GPU } = require("gpu.js");

async function both(mode) {
  const gpu = new GPU({ mode });
  const kernel = (source) => gpu.createKernel(source, { output: [1], precision: "single" });
  const [choice] = await kernel("function (x) { return x[this.thread.x] ? 1 : 2; }")([NaN]);
  const [shifted] = await kernel("function (x) { return x[this.thread.x] >> 1; }")([2 ** 32 + 1024]);
  console.log(mode, choice, shifted);
  await gpu.destroy();
}

both("cpu").then(() => both("webasm"));
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
cpu 2 512
webasm 1 1073741824
SEEN
