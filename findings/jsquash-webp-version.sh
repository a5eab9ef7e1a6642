#!/usr/bin/env bash
# @jsquash/webp 1.5.0: the libwebp in it is 1.1.0 of January 2020.
#
# One would guess: a package in wide use has a libwebp of 1.3.2 (2023) or later, where the heap overflow of
#   lossless pictures (CVE-2023-4863) is corrected; or one of 1.0.2, as codec/dec/README.md in the package says.
# What happens: version() answers 0x010100. The WebAssembly files came with the Squoosh app and were not built again. In
#   WebAssembly the overflow cannot leave the module's memory, which is why such packages go on unnoticed.
# Source: jamsinclair/jSquash, packages/webp/codec/Makefile (CODEC_URL); libwebp, NEWS of 1.3.2.
# Seen with @jsquash/webp 1.5.0 on Node 20.20.2: 1.1.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts @jsquash/webp@1.5.0 >> npm.log
cat > try.mjs <<'JS'
import { readFileSync } from "node:fs";
import decoder from "@jsquash/webp/codec/dec/webp_dec.js";

const file = "node_modules/@jsquash/webp/codec/dec/webp_dec.wasm";
const compiled = new WebAssembly.Module(readFileSync(file));
const module = await decoder({
  noInitialRun: true,
  instantiateWasm(imports, done) {
    const instance = new WebAssembly.Instance(compiled, imports);
    done(instance);
    return instance.exports;
  },
});
const version = module.version();
console.log([version >> 16, (version >> 8) & 255, version & 255].join("."));
JS
node try.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
1.1.0
SEEN
