#!/usr/bin/env bash
# GPU.js 2.24.1: on webasm a kernel that returns under a condition keeps the elements of the call before.
#
# One would guess: an element for which the kernel returns nothing is 0 in every mode, since a kernel is a pure function of
#   its arguments; or the kernel is refused.
# What happens: in mode cpu it is 0. In mode webasm the kernel's memory is not cleared between calls, so the element has
#   the value of the last call that did return one: the result depends on what was computed before.
# Source: gpu.js, src/backend/web-assembly: function-node.js stores an element only where the kernel returns, and kernel.js keeps
#   the same memory from call to call.
# Seen with gpu.js 2.24.1 on Node 20.20.2: cpu 0 2 0 4; webasm 1 2 3 4
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts --omit=optional gpu.js@2.24.1 >> npm.log
cat > try.cjs <<'JS'
const { GPU } = require("gpu.js");

async function positives(mode) {
  const gpu = new GPU({ mode });
  const kernel = gpu.createKernel("function (x) { if (x[this.thread.x] > 0) { return x[this.thread.x]; } }", {
    output: [4],
    precision: "single",
  });
  await kernel([1, 2, 3, 4]);
  console.log(mode, ...(await kernel([-1, 2, -3, 4])));
  await gpu.destroy();
}

positives("cpu").then(() => positives("webasm"));
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
cpu 0 2 0 4
webasm 1 2 3 4
SEEN
