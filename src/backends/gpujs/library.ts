/** Loads GPU.js when it is first wanted: a tenth of a second and a file of its own that nobody else pays for. */
import type { Library } from "./engine";

export async function loadLibrary(): Promise<Library> {
  const library = await import("gpu.js");
  // GPU.js is CommonJS, so what it exports may be one level down.
  return "default" in library ? (library.default as Library) : library;
}
