/** Puts libwebp, compiled to WebAssembly by the package @cwasm/webp, into dist; src/formats/webp.ts loads it. */
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

export function copyWebp() {
  mkdirSync(inRoot("dist"), { recursive: true });
  copyFileSync(inRoot("node_modules/@cwasm/webp/webp.wasm"), inRoot("dist/webp.wasm"));
}

/** What is shipped of them: the package leaves out the licence of the library that it is made of. */
export const webpNotices = [
  { title: "@cwasm/webp 0.1.5 (MIT)", holder: "Linus Unnebäck" },
  { title: "libwebp (BSD-3-Clause)", text: readFileSync(inRoot("scripts/lib/libwebp-licence.txt"), "utf8") },
];
