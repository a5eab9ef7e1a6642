/** `runs --columns --filter --sort --csv` on the command line. */
import assert from "node:assert/strict";
import { relative } from "node:path";
import { changeLabel } from "../../src/runs/label";
import { createRun } from "../../src/runs/writer";
import { bundled } from "../bundled";
import { epoch, manifest, started } from "../runs/folder";
import { Terminal } from "./terminal";

describe("runs --columns", () => {
  let terminal: Terminal;
  let folders: string[];

  before(async () => {
    await bundled("src/cli/main.ts");
    terminal = new Terminal();
    folders = [];
    for (const [learningRate, accuracy] of [
      [0.5, 0.9],
      [0.05, 0.98],
      [0.01, 0.95],
    ]) {
      const { config } = manifest;
      const training = { ...config.training, optimizer: { ...config.training.optimizer, learningRate } };
      const writer = await createRun({
        configPath: `${terminal.path}/flowers.network.json`,
        manifest: { ...manifest, config: { ...config, training } },
      });
      for (const event of [started(), epoch(1, accuracy)]) await writer.append(event);
      await writer.append({ type: "done", reason: "completed", seconds: 1.25 });
      await writer.close();
      folders.push(writer.folder);
    }
    await changeLabel(folders[0], { name: "=wide" });
  });
  after(() => terminal.remove());

  it("shows columns, of the runs that a filter leaves, in the wanted order", async () => {
    const { code, stdout, stderr } = await terminal.callHere(
      "runs",
      "--columns",
      "learningRate,validationAccuracy,seconds",
      "--filter",
      "validationAccuracy > 0.92",
      "--sort",
      "-validationAccuracy",
    );
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.deepEqual(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/ {2,}/)),
      [
        ["training.optimizer.learningRate", "validationAccuracy", "seconds"],
        ["0.05", "98.00%", "1.25 s"],
        ["0.01", "95.00%", "1.25 s"],
      ],
    );
  });

  it("leaves the list and the lines of JSON as they are where only a filter or an order is given", async () => {
    const { stdout } = await terminal.callHere("runs", "--filter", "learningRate == 0.5");
    assert.match(stdout, /^network +name +state/);
    assert.equal(stdout.trim().split("\n").length, 2);
    const lines = async (...args: string[]) =>
      (await terminal.callHere("runs", "--json", ...args)).stdout.trim().split("\n");
    const all = await lines();
    assert.deepEqual(
      await lines("--filter", "learningRate == 0.05"),
      all.filter((line) => line.includes('"value":0.98')),
    );
    assert.deepEqual(Object.keys(JSON.parse(all[0])).sort(), [
      "backend",
      "best",
      "createdAt",
      "epoch",
      "epochs",
      "folder",
      "id",
      "network",
      "seconds",
      "state",
    ]);
    assert.deepEqual(
      (await lines("--columns", "learningRate,name", "--sort", "learningRate")).map((line) => JSON.parse(line)),
      [2, 1, 0].map((i) => ({
        folder: relative(terminal.path, folders[i]),
        "training.optimizer.learningRate": [0.5, 0.05, 0.01][i],
        ...(i === 0 && { name: "=wide" }),
      })),
    );
  });

  it("writes CSV, of all columns where nothing says which", async () => {
    const { stdout } = await terminal.callHere(
      "runs",
      "--csv",
      "--columns",
      "name,learningRate",
      "--sort",
      "-learningRate",
    );
    assert.equal(stdout, "name,training.optimizer.learningRate\r\n'=wide,0.5\r\n,0.05\r\n,0.01\r\n");
    const { stdout: all } = await terminal.callHere("runs", "--csv");
    assert.match(
      all,
      /^network,run,group,trial,name,pinned,.*validationAccuracy.*,layers\[0\]\.units,.*training\.epochs/,
    );
    assert.equal(all.split("\r\n").length, 5);
  });

  it("says which names are near, and where a filter is wrong", async () => {
    const refused = async (...args: string[]) => {
      const { code, stdout, stderr } = await terminal.callHere("runs", ...args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
      return stderr.trim();
    };
    assert.equal(
      await refused("--columns", "validatonAccuracy"),
      'option --columns: there is no column "validatonAccuracy"; did you mean validationAccuracy?',
    );
    assert.match(await refused("--sort", "type"), /^option --sort: "type" can be .* or .*; write which one$/);
    assert.equal(
      await refused("--filter", "state == 'completed' & epoch > 1"),
      "--filter, character 22: & is not an operator; write &&",
    );
    assert.match(await refused("--csv", "--json"), /--csv: cannot be combined with --json/);
    assert.match(
      await refused("--prune", "--keep", "1", "--filter", "true"),
      /--filter: cannot be combined with --prune/,
    );
    assert.equal(
      (await terminal.callHere("runs", "--filter", "epoch > 9")).stdout,
      "none of 3 runs matches the filter\n",
    );
  });
});
