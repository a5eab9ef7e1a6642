/** Loads GPU.js on first use: it takes a tenth of a second and a separate file. */
import type { Library } from "./engine";

export async function loadLibrary(): Promise<Library> {
  const library = await import("gpu.js");
  // GPU.js is CommonJS, so its exports may be under `default`.
  return "default" in library ? (library.default as Library) : library;
}
