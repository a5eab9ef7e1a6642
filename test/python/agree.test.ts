/** On 1,000 random rows of every kind of data, the exported NumPy script and `predict` agree. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseNpy, writeNpy } from "../../src/formats/npy";
import { calibrateRun } from "../../src/trainer/results/calibrateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { apart, asPredicted, caseNames, makeCase, rowCount } from "../export/tables";
import { Workspace } from "../trainer/workspace";

const python = process.env.MATRIX_NETWORK_PYTHON ?? "python3";

describe("an exported NumPy script and predict", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  for (const [i, name] of caseNames.entries()) {
    it(`agree on ${name}`, async () => {
      const made = await makeCase(workspace, name);
      const files = [
        ...(await exportRun(made.run, "js", { checkpoint: "best", stem: `module${i}` })),
        ...(await exportRun(made.run, "numpy", { checkpoint: "best", stem: `network${i}` })),
      ];
      for (const { name, contents } of files) writeFileSync(join(workspace.path, name), contents);
      const { inputsOf } = await import(pathToFileURL(join(workspace.path, `module${i}.mjs`)).href);
      const rows = made.examples.map((each) => (ArrayBuffer.isView(each) ? [...(each as Uint8Array)] : inputsOf(each)));
      const data = Float32Array.from(rows.flat());
      writeFileSync(join(workspace.path, "inputs.npy"), writeNpy({ shape: [rowCount, rows[0].length], data }));
      const code = `import numpy as np
import network${i} as exported
network = exported.Network("network${i}.npz")
outputs = network.forward_propagate(np.load("inputs.npy"))
np.save("outputs.npy", outputs.astype(np.float64))
np.save("labels.npy", ${made.labels ? "network.predict(np.load('inputs.npy'))" : "[]"})`;
      const { status, stderr } = spawnSync(python, ["-W", "error", "-c", code], {
        cwd: workspace.path,
        encoding: "utf8",
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      });
      assert.equal(status, 0, stderr);
      const { data: outputs } = parseNpy(readFileSync(join(workspace.path, "outputs.npy")));
      const { data: labels } = parseNpy(readFileSync(join(workspace.path, "labels.npy")));
      assert.deepEqual(Array.from(labels as Float64Array, Number), [...(made.labels ?? [])]);
      const difference = apart(made, asPredicted(made, outputs as Float64Array));
      assert.ok(difference < 1e-5, String(difference));
    });
  }

  it("agree on calibrated probabilities", async () => {
    const { run } = await makeCase(workspace, caseNames[0]);
    const { temperature } = await calibrateRun(run, { checkpoint: "best" });
    const files = await exportRun(run, "numpy", { checkpoint: "best", stem: "calibrated", calibrated: true });
    for (const { name, contents } of files) writeFileSync(join(workspace.path, name), contents);
    const { status, stdout } = spawnSync(python, ["-W", "error", "calibrated.py"], {
      cwd: workspace.path,
      encoding: "utf8",
    });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^40 examples, largest difference /);
    const script = readFileSync(join(workspace.path, "calibrated.py"), "utf8");
    assert.ok(script.includes(`calibrated with temperature ${temperature.toFixed(4)}`));
  });
});
