/**
 * Copies libwebp, compiled to WebAssembly in the package @cwasm/webp, into dist; src/formats/webp.ts loads it.
 *
 * It is libwebp 1.0.3, built by the package's recipe, without the fix of the heap overflow of 2023 (1.3.2). Each
 * picture is decoded in a separate memory, which the overflow cannot leave; here the memory also gets a maximum.
 * @jsquash/webp 1.5.0 has libwebp 1.1.0; wasm-webp 0.1.0 has 1.3.2, but as a debug build that Node does not load.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

/** Maximum in pages of 64 KiB: 512 MiB. The largest accepted picture, of 16 million pixels, takes less than half. */
const maxPages = 8192;
const memorySection = 5;

export function copyWebp() {
  mkdirSync(inRoot("dist"), { recursive: true });
  const module = readFileSync(inRoot("node_modules/@cwasm/webp/webp.wasm"));
  writeFileSync(inRoot("dist/webp.wasm"), withMaximum(module, maxPages));
}

/**
 * Adds a maximum to the module's memory. Format: WebAssembly specification, binary format.
 * @param {Buffer} module
 * @param {number} pages
 */
function withMaximum(module, pages) {
  for (let at = 8; at < module.length; ) {
    const size = readNumber(module, at + 1);
    const end = size.next + size.value;
    if (module[at] === memorySection) {
      const [count, limits] = module.subarray(size.next);
      const minimum = readNumber(module, size.next + 2);
      if (count !== 1 || limits !== 0 || minimum.next !== end)
        throw new Error("webp.wasm has another memory than expected");
      const section = Buffer.from([1, 1, ...writeNumber(minimum.value), ...writeNumber(pages)]);
      const head = Buffer.from([memorySection, ...writeNumber(section.length)]);
      return Buffer.concat([module.subarray(0, at), head, section, module.subarray(end)]);
    }
    at = end;
  }
  throw new Error("webp.wasm has no memory");
}

/**
 * Reads an unsigned LEB128 number.
 * @param {Buffer} bytes
 * @param {number} at
 */
function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0, next = at; ; shift += 7) {
    const byte = bytes[next++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next };
  }
}

/** @param {number} value */
function writeNumber(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

/** The shipped works: the package omits the licence of the library that it contains. */
export const webpWorks = [
  { name: "@cwasm/webp", version: "0.1.5", license: "MIT", holder: "Linus Unnebäck" },
  {
    name: "libwebp",
    version: "1.0.3",
    license: "BSD-3-Clause",
    text: readFileSync(inRoot("scripts/lib/libwebp-licence.txt"), "utf8"),
  },
];
