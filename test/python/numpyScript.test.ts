/** Exported scripts, run by Python with NumPy: each computes the network's outputs. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportModel } from "../../src/export";
import type { Model } from "../../src/export/model";
import { examplesOf, models, referenceOutputs } from "../export/models";

const python = process.env.MATRIX_NETWORK_PYTHON ?? "python3";

describe("an exported NumPy script", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(model: Model, wrong = 0) {
    const values = examplesOf(model, 12);
    const outputs = await referenceOutputs(model, values);
    outputs[0] += wrong;
    const proof = { count: 12, values, outputs };
    const [script, ...others] = exportModel("numpy", model, { stem: "network", proof, version: "1.2.3" });
    for (const { name, contents } of [script, ...others]) writeFileSync(join(folder, name), contents);
    return spawnSync(python, ["-W", "error", join(folder, script.name)], { encoding: "utf8" });
  }

  for (const [name, model] of models) {
    it(`proves itself: ${name}`, async () => {
      const { status, stdout, stderr } = await run(model);
      assert.equal(stderr, "");
      assert.match(stdout, /^12 examples, largest difference \d\.\de-\d\d\n$/);
      assert.equal(status, 0, stdout);
    });
  }

  it("fails where an output is not what the network gives", async () => {
    assert.equal((await run(models[0][1], 0.001)).status, 1);
  });

  it("opens in NumPy under the names and types that are promised", async () => {
    const [, model] = models[3];
    const [{ contents }] = exportModel("npz", model, { stem: "network", proof: undefined, version: "1.2.3" });
    const file = join(folder, "network.npz");
    writeFileSync(file, contents);
    const code = `import numpy as np; a = np.load(${JSON.stringify(file)}); print({k: (str(v.dtype), v.shape) for k, v in a.items() if k != "network"})`;
    const { stdout } = spawnSync(python, ["-c", code], { encoding: "utf8" });
    assert.match(
      stdout,
      /'W0': \('float32', \(7, 11\)\), 'b0': \('float32', \(11,\)\), 'alpha0': \('float32', \(11,\)\)/,
    );
  });
});
