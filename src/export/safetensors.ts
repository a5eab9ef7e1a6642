/**
 * Exports the network as safetensors, with the names that PyTorch's nn.Sequential gives alternating Linear and
 * activation layers: "0.weight" [units, inputs], "0.bias", "1.weight" (alpha of PReLU), "2.weight", … The rest,
 * including the scaling, is text in the header.
 */
import { transposed } from "../formats/denseNetwork";
import { describe, type Model, perInput } from "./model";

export function toSafetensors(model: Model): Uint8Array {
  const { layers, inputs, scaling } = model;
  const tensors = layers.flatMap(({ W, b, alpha, inputs, units, activation }, l) => [
    { name: `${2 * l}.weight`, shape: [units, inputs], values: transposed(W, inputs, units) },
    { name: `${2 * l}.bias`, shape: [units], values: b },
    // PyTorch names PReLU's slopes weight; it has no name for those of elu.
    ...(alpha
      ? [{ name: `${2 * l + 1}.${activation === "prelu" ? "weight" : "alpha"}`, shape: [units], values: alpha }]
      : []),
  ]);
  const numbers = (parameter: number | number[]) => Array.from(perInput(parameter, inputs));
  const header: Record<string, unknown> = {
    __metadata__: {
      format: "pt",
      network: JSON.stringify(describe(model)),
      scaling: JSON.stringify({ shift: numbers(scaling.shift), factor: numbers(scaling.factor) }),
    },
  };
  let at = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [at, at + values.byteLength] };
    at += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Readers map the file into memory, where tensors must start at multiples of 8.
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(text, 8);
  at = 8 + padded;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
