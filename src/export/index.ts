/** Exports a network to formats of other programs. */
import { toEsModule, toTypes } from "./esModule";
import type { ExportFormat } from "./formats";
import { toJson } from "./json";
import type { ExportedFile, Model, Proof } from "./model";
import { toNpz } from "./npz";
import { toNumpyScript } from "./numpyScript";
import { toOnnx } from "./onnx";
import { toSafetensors } from "./safetensors";

/**
 * Returns the files of an export, the main one first.
 * @param stem their name without extension
 * @param version of this product
 */
export function exportModel(
  format: ExportFormat,
  model: Model,
  { stem, proof, version }: { stem: string; proof: Proof | undefined; version: string },
): ExportedFile[] {
  switch (format) {
    case "npz":
      return [{ name: `${stem}.npz`, contents: toNpz(model) }];
    case "onnx":
      return [{ name: `${stem}.onnx`, contents: toOnnx(model, version) }];
    case "json":
      return [{ name: `${stem}.json`, contents: toJson(model) }];
    case "safetensors":
      return [{ name: `${stem}.safetensors`, contents: toSafetensors(model) }];
    case "js":
      return [
        { name: `${stem}.mjs`, contents: toEsModule(model) },
        { name: `${stem}.d.mts`, contents: toTypes(model) },
      ];
    case "numpy":
      return [
        { name: `${stem}.py`, contents: toNumpyScript(model, `${stem}.npz`) },
        { name: `${stem}.npz`, contents: toNpz(model, proof) },
      ];
  }
}
