/** Networks that start from the weights of a run or of a file. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { RunServer } from "../../src/trainer/process/serve";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { finish, irisConfig, last, Workspace, wholeLayer } from "./workspace";

describe("a network that starts from given weights", () => {
  let workspace: Workspace;
  let first: string;
  before(async () => {
    workspace = new Workspace();
    first = (await workspace.train(irisConfig())).run;
  });
  after(() => workspace.remove());

  const config = (start: object, training: object = {}) => irisConfig({ training: { epochs: 1, ...training, start } });
  const started = async (run: string) => (await readCheckpoint(join(run, "epochs", "0.npz"))).arrays;
  const weights = (arrays: { name: string }[]) => arrays.filter(({ name }) => !name.startsWith("optimizer/"));
  const bestOf = async (run: string) => weights((await readCheckpoint(join(run, "best.npz"))).arrays);

  it("begins with the best weights of the run that is named, and with the optimizer anew", async () => {
    const { run } = await workspace.train(config({ run: basename(first) }));
    const arrays = await started(run);
    assert.deepEqual(weights(arrays), await bestOf(first));
    for (const { name, values } of arrays) if (name.startsWith("optimizer/")) assert.ok(values.every((v) => v === 0));
  });

  it("takes the epoch that is asked for", async () => {
    const { run } = await workspace.train(config({ run: first, epoch: 2 }));
    const second = await readCheckpoint(join(first, "epochs", "2.npz"));
    assert.deepEqual(weights(await started(run)), weights(second.arrays));
  });

  for (const format of ["npz", "onnx", "safetensors"] as const) {
    it(`takes an exported ${format}`, async () => {
      const [{ name, contents }] = await exportRun(first, format, { checkpoint: "best" });
      writeFileSync(join(workspace.path, name), contents);
      const { run } = await workspace.train(config({ weights: name }));
      assert.deepEqual(weights(await started(run)), await bestOf(first));
    });
  }

  it("is verified and resumed without the run or file that it started from", async () => {
    const [{ name, contents }] = await exportRun(first, "npz", { checkpoint: 1 });
    writeFileSync(join(workspace.path, name), contents);
    const { run } = await workspace.train(config({ weights: name }, { epochs: 2, schedule: { type: "constant" } }));
    rmSync(join(workspace.path, name));
    assert.equal((await verifyRun(run)).same, true);
    const killed = workspace.copy(run);
    for (const file of ["last.npz", "best.npz", "epochs/1.npz", "epochs/2.npz"]) rmSync(join(killed, file));
    await finish({ resume: killed, epochs: 3 });
    assert.deepEqual(weights(await started(killed)), weights(await started(run)));
    await finish({ resume: run, epochs: 3 });
    assert.deepEqual(weights((await last(killed)).arrays), weights((await last(run)).arrays));
  });

  it("can be measured before it is trained", async () => {
    const { run } = await workspace.train(config({ run: first, epoch: 2 }));
    const { sets } = await evaluateRun(run, { checkpoint: 0 });
    assert.deepEqual(sets, (await evaluateRun(first, { checkpoint: 2 })).sets);
  });

  it("tells the change since these weights", async () => {
    const { run } = await workspace.train(config({ run: first, epoch: 1 }));
    const { values } = await new RunServer(run).weights({ ...wholeLayer, at: 0 });
    assert.deepEqual(values, (await started(run)).find(({ name }) => name === "W0")?.values);
  });

  it("refuses weights of another network, and those that are not there", async () => {
    const refused = (changes: object, message: RegExp) =>
      assert.rejects(workspace.train({ ...config({ run: first }), ...changes }), { kind: "config", message });
    const layers = [
      { units: 5, activation: "relu" },
      { units: 3, activation: "softmax" },
    ];
    await refused(
      { layers },
      /training\.start: W0 is \[4, 6\], this network has \[4, 5\]; give weights of this network$/,
    );
    const deep = [...(irisConfig().layers as object[]), { units: 3, activation: "softmax" }];
    await refused({ layers: deep }, /training\.start: has no W2; give/);
    const { training } = config({ weights: "nothing.npz" });
    await refused({ training }, /training\.start\.weights: nothing\.npz cannot be read/);
  });
});
