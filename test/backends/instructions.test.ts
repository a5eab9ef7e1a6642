/**
 * Host and kernels share one description of the instructions: every op is encoded, decoded, executed and compiled to.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { WasmBackend, type WasmOptions } from "../../src/backends/wasm";
import {
  decodeInstruction,
  encodeInstruction,
  type Instruction,
  type OpName,
  operandLayouts,
  opNumbers,
  splitOf,
} from "../../src/backends/wasm/instruction";
import { instructionBytes, ProgramOp, RowOp, SumOp, UnitOp } from "../../src/backends/wasm/kernels/op";
import type { ProgramRange } from "../../src/backends/wasm/program";
import type { Examples, Operation } from "../../src/core/backend";
import type { LayerSpec } from "../../src/core/layer";
import { Network } from "../../src/core/network";
import { layer, plainSgd, tinyExamples } from "../core/tinyNetwork";

const ops = Object.keys(opNumbers) as OpName[];
const kernels = resolve(__dirname, "../../src/backends/wasm/kernels");
const source = (file: string) => readFileSync(resolve(kernels, file), "utf8");

/** An instruction whose operands all differ. */
const sample = (op: OpName): Instruction => {
  const names = Object.keys(operandLayouts[op]);
  return { op, ...Object.fromEntries(names.map((name, i) => [name, 1000 + i])) } as Instruction;
};

describe("instructions of the kernels", () => {
  it("have numbers of their own, which say what threads share", () => {
    assert.equal(new Set(Object.values(opNumbers)).size, ops.length);
    for (const [names, split] of [
      [RowOp, "rows"],
      [UnitOp, "units"],
      [SumOp, "sums"],
      [ProgramOp, undefined],
    ] as const) {
      for (const op of Object.keys(names) as OpName[]) assert.equal(splitOf(op), split, op);
    }
  });

  it("have operands that lie one behind the other, behind the op and inside the instruction", () => {
    for (const op of ops) {
      const offsets = Object.values<number>(operandLayouts[op]).sort((a, b) => a - b);
      assert.deepEqual(
        offsets,
        offsets.map((_, i) => 4 + 4 * i),
        op,
      );
      assert.ok(offsets.length < instructionBytes / 4, op);
    }
  });

  it("are decoded as they were encoded", () => {
    for (const op of ops) {
      const words = encodeInstruction(sample(op));
      assert.equal(words.byteLength, instructionBytes);
      assert.deepEqual(decodeInstruction(words), sample(op));
    }
  });

  it("are refused where no op has the number", () => {
    assert.throws(() => decodeInstruction(new Int32Array(32).fill(0x999)), /no op has the number 2457/);
  });

  for (const [name, file, names] of [
    ["RowOp", "executeRows.ts", RowOp],
    ["UnitOp", "executeUnits.ts", UnitOp],
    ["SumOp", "executeSums.ts", SumOp],
    ["ProgramOp", "program.ts", ProgramOp],
  ] as const) {
    it(`are all executed: every ${name} in ${file}`, () => {
      const text = source(file);
      for (const op of Object.keys(names)) assert.match(text, new RegExp(`\\b${name}\\.${op}\\b`), op);
    });
  }

  it("have no operand that no kernel reads", () => {
    const text = ["executeRows.ts", "executeUnits.ts", "executeSums.ts", "program.ts"].map(source).join("\n");
    const declared = source("operands.ts").matchAll(/export namespace (\w+) \{([^}]*)\}/g);
    for (const [, name, body] of declared) {
      for (const [, operand] of body.matchAll(/export const (\w+)/g)) {
        assert.match(text, new RegExp(`\\b${name}\\.${operand}\\b`), `${name}.${operand}`);
      }
    }
  });

  it("are all compiled to by some plan", async () => {
    const found = new Set<OpName>();
    for (const work of works) for (const op of await compiled(work)) found.add(op);
    assert.deepEqual(
      ops.filter((op) => !found.has(op)),
      [],
    );
  });
});

interface Work {
  readonly options?: WasmOptions & { threads?: number };
  readonly layers: readonly LayerSpec[];
  readonly examples: Examples;
  readonly classWeights?: Float32Array;
  /** Leaves the first layer out. */
  readonly gatherAlone?: boolean;
}

const quiet = { run() {} };
const products = () => ({ multiply: () => quiet, multiplyTransposed: () => quiet, sumOverRows: () => quiet });
const other = { name: "blas", description: "no products", threads: 1, products } as const;

const inBytes = (examples: Examples): Examples => ({ ...examples, values: Uint8Array.from(examples.values, () => 1) });

const learned = [layer(70, "prelu", { learnAlpha: true, dropout: 0.5 }), layer(6, "softmax"), layer(3, "softmax")];
const classes = tinyExamples(8, 5, 3, 1);
const works: Work[] = [
  { layers: learned, examples: classes, classWeights: Float32Array.of(1, 2, 3) },
  { layers: [layer(4, "tanh"), layer(3, "sigmoid")], examples: inBytes(tinyExamples(8, 5, 3, 1, true)) },
  { options: { threads: 2 }, layers: [layer(300, "relu"), layer(300, "relu"), layer(3, "softmax")], examples: classes },
  { options: { densest: 1 }, layers: [layer(4, "relu"), layer(3, "softmax")], examples: classes },
  { options: { densest: 1 }, layers: [layer(3, "softmax")], examples: classes, gatherAlone: true },
  { options: { other }, layers: [layer(4, "relu"), layer(3, "softmax")], examples: classes },
];

/** The ops of a network's training step, gradient step and evaluation. */
async function compiled({ options, layers, examples, classWeights, gatherAlone }: Work): Promise<OpName[]> {
  const backend = await WasmBackend.create(options);
  const cost = layers[layers.length - 1].activation === "softmax" ? "cross-entropy" : "quadratic";
  const network = new Network(backend, { inputs: examples.inputs, layers, cost, seed: 1 }, 4, plainSgd);
  const settings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0 }, classWeights };
  const resident = backend.examples(examples);
  const plans: Operation[][] = gatherAlone
    ? [[network.pass.gather(resident)]]
    : [
        network.trainingStep(resident, settings),
        network.gradientStep(resident, settings),
        network.evaluation(resident, 4),
      ];
  const found = plans.flatMap((operations) => {
    const { pieces } = backend.plan(operations) as unknown as { pieces: (ProgramRange | object)[] };
    return pieces.flatMap((piece) => ("address" in piece ? opsOf(backend, piece) : []));
  });
  await backend.destroy();
  return found;
}

function opsOf({ arena }: WasmBackend, { address, end }: ProgramRange): OpName[] {
  const count = (end - address) / instructionBytes;
  const words = (i: number) =>
    new Int32Array(arena.memory.buffer, address + i * instructionBytes, instructionBytes / 4);
  return Array.from({ length: count }, (_, i) => decodeInstruction(words(i)).op);
}
