/** Which executor trains a sweep: the command line's, else that of the current config, which must have no errors. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseExecutor } from "../../src/cli/chooseExecutor";
import { temporaryFolder } from "../launch/temporary";
import { irisSweep } from "../trainer/group/sweeps";

describe("who trains a sweep", () => {
  const folder = temporaryFolder("executor");
  const file = join(folder.path, "iris.network.json");
  after(() => folder.remove());

  const choose = (executor: unknown, wanted: Parameters<typeof chooseExecutor>[1] = {}, config: object = {}) => {
    writeFileSync(file, JSON.stringify(irisSweep({ ...config, sweep: executor === undefined ? {} : { executor } })));
    return chooseExecutor(file, wanted);
  };
  const slurm = { type: "slurm", workers: 20, partition: "short" };
  const command = { type: "command", workers: 3, start: "qsub {command}" };

  it("is what the config says, with as many workers as the command line says", async () => {
    assert.deepEqual(await choose(undefined), { type: "local" });
    assert.deepEqual(await choose({ type: "local", workers: 4 }), { type: "local", workers: 4 });
    assert.deepEqual(await choose(slurm), { ...slurm, cpusPerTask: 1 });
    assert.deepEqual(await choose(command, { workers: 9 }), { ...command, workers: 9 });
  });

  it("is another one where the command line says so", async () => {
    assert.deepEqual(await choose(slurm, { executor: "local" }), { type: "local", workers: undefined });
    assert.deepEqual(await choose(command, { executor: "slurm", workers: 5 }), { type: "slurm", workers: 5 });
    assert.deepEqual(await choose(slurm, { executor: "slurm" }), { ...slurm, cpusPerTask: 1 });
    await assert.rejects(
      choose(command, { executor: "slurm" }),
      /has no sweep\.executor of type "slurm"; .* --workers N$/,
    );
    await assert.rejects(choose(slurm, { executor: "command" }), { code: "executor-option" });
  });

  it("is none that has mistakes, whatever else is wrong in the config", async () => {
    await assert.rejects(choose({ type: "slrum" }), { code: "unknown-value" });
    await assert.rejects(choose(null), { code: "wrong-type" });
    const lost = { ...command, start: "qsub {job}" };
    await assert.rejects(choose(lost), { code: "sweep-placeholder" });
    await assert.rejects(choose(lost, {}, { layers: 3 }), { code: "sweep-placeholder" });
    await assert.rejects(choose({ ...slurm, options: ["--wrap=x"] }, {}, { cost: 3 }), { code: "sweep-options" });
    assert.deepEqual(await choose(command, {}, { layers: 3 }), command);
    writeFileSync(file, "{ sweep");
    await assert.rejects(chooseExecutor(file, {}), { code: "json-syntax" });
    assert.deepEqual(await chooseExecutor(file, { executor: "local", workers: 2 }), { type: "local", workers: 2 });
  });

  it("is this machine where the config is gone", async () => {
    rmSync(file);
    assert.deepEqual(await chooseExecutor(file, {}), { type: "local" });
    await assert.rejects(chooseExecutor(file, { executor: "command" }), { code: "executor-option" });
  });
});
