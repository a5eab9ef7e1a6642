/** The catalogue of messages: its codes keep their exit codes, every message is used, and nothing has two meanings. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { errorMessages, lintMessages } from "../../src/messages";
import { codeOf, exitCodes } from "../../src/messages/message";

/** What scripts rely on: a code that goes, or another exit code, is a breaking change. A code about configs and data has two. */
const recorded: Record<string, number[]> = {
  "arff-fields": [3],
  "arff-header": [3],
  "arff-no-data": [3],
  "arff-quote": [3],
  "arff-sparse": [3],
  "arff-type": [3],
  "arff-value": [3],
  "array-too-large": [3],
  "array-type": [3],
  "backend-missing": [2],
  "bad-config": [2],
  "bad-data": [2],
  "bad-example": [2],
  "bad-option": [2],
  "bad-order": [2],
  "bad-value": [2],
  "brain-activation": [3],
  "brain-layer": [3],
  "brain-model": [3],
  "checkpoint-damaged": [5],
  "class-names": [2],
  "class-weights": [2],
  "config-unreadable": [2],
  "control-elsewhere": [5],
  "control-folder": [5],
  "control-lost": [5],
  "control-moved": [5],
  "control-none": [5],
  "control-other-run": [5],
  "control-protocol": [5],
  "control-request": [5],
  "control-starting": [5],
  "control-unreachable": [5],
  "csv-classes": [3],
  "csv-column": [2, 3],
  "csv-column-empty": [3],
  "csv-damaged": [3],
  "csv-date": [3],
  "csv-decimal": [2, 3],
  "csv-empty": [3],
  "csv-encoding": [3],
  "csv-fields": [3],
  "csv-header": [3],
  "csv-label": [3],
  "csv-magic": [3],
  "csv-missing": [3],
  "csv-number": [3],
  "csv-quote": [3],
  "csv-texts": [3],
  "csv-unknown-text": [3],
  "data-changed": [3],
  "data-folder": [3],
  "data-format": [2],
  "data-large": [3],
  "data-missing": [3],
  "data-no-file": [3],
  "data-read-otherwise": [3],
  "data-unreadable": [3],
  "epoch-not-kept": [5],
  "export-shift": [3],
  "gzip-corrupt": [3],
  "gzip-too-large": [3],
  "gzip-truncated": [3],
  "hdf5-damaged": [3],
  "hdf5-magic": [3],
  "idx-labels": [3],
  "idx-magic": [3],
  "idx-test-pair": [2],
  "idx-trailing": [3],
  "idx-truncated": [3],
  "idx-type": [3],
  "image-shape": [2],
  "images-classes": [3],
  "images-folder": [3],
  "images-size": [2],
  internal: [1],
  "jsonl-columns": [3],
  "jsonl-damaged": [3],
  "jsonl-nested": [3],
  "jsonl-object": [3],
  kept: [2],
  "keras-layer": [3],
  "keras-model": [3],
  "keras-shards": [3],
  "keras-weights": [3],
  "kernel-abort": [1],
  "kernels-missing": [1],
  "label-binary": [3],
  "label-count": [3],
  "label-damaged": [5],
  "label-out-of-range": [3],
  "labels-shape": [3],
  "labels-start": [2],
  "manifest-damaged": [5],
  "mat-damaged": [3],
  "mat-magic": [3],
  memory: [3],
  "metrics-damaged": [5],
  "mnist-damaged": [3],
  "mnist-missing": [3],
  "no-classes": [2],
  "no-dates": [2],
  "no-epoch": [5],
  "no-example": [3],
  "no-examples": [3],
  "no-layer": [2],
  "no-neuron": [2],
  "no-pictures": [3],
  "no-plane": [2],
  "no-quantities": [2],
  "no-set": [3],
  "no-target": [2],
  "no-weights": [5],
  "non-finite": [4],
  "not-changeable": [2],
  "not-finite": [3],
  "not-now": [2],
  "not-started": [5],
  "not-timed": [2],
  "not-training": [5],
  "not-yet": [2],
  "nothing-to-resume": [2],
  "npy-dtype": [3],
  "npy-header": [3],
  "npy-magic": [3],
  "npy-shape": [3],
  "npy-trailing": [3],
  "npy-truncated": [3],
  "npy-version": [3],
  "npz-key": [2, 3],
  "octave-damaged": [3],
  "octave-magic": [3],
  "one-class": [3],
  "onnx-dense": [3],
  "onnx-graph": [3],
  "onnx-tensor": [3],
  "onnx-type": [3],
  out: [2],
  "parameter-shape": [5],
  "parquet-codec": [3],
  "parquet-damaged": [3],
  "parquet-magic": [3],
  "parquet-nested": [3],
  "parquet-too-large": [3],
  "pickle-class": [3],
  "pickle-damaged": [3],
  "pickle-magic": [3],
  "pickle-opcode": [3],
  "pickle-pairs": [3],
  "pickle-protocol": [3],
  "pickle-truncated": [3],
  "picture-damaged": [3],
  "picture-depth": [3],
  "picture-file-size": [3],
  "picture-kind": [3],
  "picture-link": [3],
  "picture-magic": [3],
  "picture-size": [3],
  "protobuf-damaged": [3],
  "range-too-wide": [3],
  "run-disk-full": [5],
  "run-ended": [5],
  "run-io": [5],
  "run-locked": [5],
  "run-missing": [5],
  "run-no-access": [5],
  "run-taken-over": [5],
  "safetensors-header": [3],
  "safetensors-size": [3],
  "safetensors-tensor": [3],
  "safetensors-type": [3],
  "schedule-ended": [2],
  "shapes-differ": [5],
  "split-too-large": [2],
  "start-weights": [2],
  "suggest-check": [3],
  "suggest-folder": [3],
  "suggest-no-inputs": [3],
  "svmlight-label": [3],
  "svmlight-pair": [3],
  "svmlight-too-large": [3],
  "task-data": [2],
  "task-labels": [2],
  "task-output": [2],
  "test-pair": [2],
  "test-shape": [3],
  "test-split": [2],
  "text-encoding": [3],
  "text-line": [3],
  "tfjs-layer": [3],
  "tfjs-model": [3],
  "tfjs-weights": [3],
  "torch-legacy": [3],
  "torch-none": [3],
  "torch-script": [3],
  "torch-tensor": [3],
  usage: [2],
  "webgpu-crashes": [2],
  "webgpu-does-not-load": [2],
  "webgpu-hangs": [2],
  "webgpu-no-adapter": [2],
  "webgpu-no-vulkan-loader": [2],
  "webgpu-package-missing": [2],
  "webp-missing": [3],
  "weights-beside": [3],
  "weights-chain": [3],
  "weights-file": [3],
  "weights-finite": [3],
  "weights-missing": [3],
  "weights-shape": [3],
  "weights-targets": [3],
  "weights-unreadable": [2],
  "xlsx-damaged": [3],
  "xlsx-formula": [3],
  "xlsx-magic": [3],
  "xlsx-sheet": [2],
  "xlsx-too-large": [3],
  "zip-corrupt": [3],
  "zip-encrypted": [3],
  "zip-magic": [3],
  "zip-method": [3],
  "zip-too-large": [3],
  "zip-truncated": [3],
};

const root = join(__dirname, "../..");

describe("the catalogue of messages", () => {
  const areas = readdirSync(join(root, "src/messages")).filter((file) => file !== "index.ts" && file !== "message.ts");
  const texts = areas.map((file) => readFileSync(join(root, "src/messages", file), "utf8"));

  it("keeps the exit codes of every code", () => {
    const found: Record<string, Set<number>> = {};
    for (const [id, { kind }] of Object.entries(errorMessages)) {
      found[codeOf(id)] ??= new Set();
      found[codeOf(id)].add(exitCodes[kind]);
    }
    const sorted = Object.fromEntries(Object.entries(found).map(([code, exits]) => [code, [...exits].sort()]));
    assert.deepEqual(sorted, recorded);
  });

  it("gives a lint code one severity", () => {
    const severities = new Map<string, string>();
    for (const [id, { severity }] of Object.entries(lintMessages)) {
      assert.equal(severities.get(codeOf(id)) ?? severity, severity, id);
      severities.set(codeOf(id), severity);
    }
  });

  it("has no id in two areas", () => {
    const ids = texts.flatMap((text) =>
      [...text.matchAll(/^ {2}"?([a-z0-9/-]+)"?: (?:[a-z]|\()/gm)].map(([, id]) => id),
    );
    const known = new Set([...Object.keys(errorMessages), ...Object.keys(lintMessages)]);
    const errors = ids.filter((id) => known.has(id) && id in errorMessages);
    const lint = ids.filter((id) => known.has(id) && id in lintMessages);
    const both = Object.keys(errorMessages).filter((id) => id in lintMessages);
    assert.equal(errors.length, Object.keys(errorMessages).length + both.length);
    assert.equal(lint.length, Object.keys(lintMessages).length + both.length);
  });

  it("has no message that nothing uses", () => {
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("messages"))
      .map((file) => readFileSync(join(root, "src", file), "utf8"));
    const source = files.join("\n");
    const unused = [...Object.keys(errorMessages), ...Object.keys(lintMessages)].filter(
      (id) => !source.includes(`"${id}"`) && !source.includes(`\`${codeOf(id)}/\${`),
    );
    assert.deepEqual(unused, []);
  });
});
