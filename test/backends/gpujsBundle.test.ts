/**
 * GPU.js reads functions with toString(): esbuild's output must still be valid kernels, so the built program trains
 * here.
 */
import assert from "node:assert/strict";
import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(__dirname, "../..");
const program = (...args: string[]) => promisify(execFile)(process.execPath, [join(root, "dist/cli.js"), ...args]);

describe("the built program on GPU.js", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gpujs-bundle-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function epochs(backend: string) {
    const config = join(root, "examples/iris.network.json");
    const { stdout } = await program(
      "train",
      config,
      "--backend",
      backend,
      "--epochs",
      "3",
      "--runs",
      folder,
      "--json",
    );
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const started = events.find(({ type }) => type === "started");
    const warnings = events.filter(({ type }) => type === "warning");
    return { started, warnings, costs: events.filter(({ type }) => type === "epoch").map(({ cost }) => cost) };
  }

  it("trains like wasm in every mode that is everywhere, and says what ran", async () => {
    const expected = await epochs("wasm");
    assert.equal(expected.costs.length, 3);
    for (const [mode, ran] of [
      ["webasm", "webasm, fused-sync"],
      ["cpu", "cpu, kernel by kernel"],
    ]) {
      const { started, warnings, costs } = await epochs(`gpujs-${mode}`);
      assert.equal(started.backend, `gpujs-${mode}`);
      assert.equal(
        started.backendReason,
        `requested by name: gpujs-${mode}; GPU.js reports after a first call: ${ran}`,
      );
      assert.deepEqual(warnings, []);
      for (const [i, cost] of costs.entries()) assert.ok(Math.abs(cost - expected.costs[i]) < 1e-5, `${cost}`);
    }
  });

  it("trains in the child process that VS Code starts", async () => {
    const config = join(folder, "iris.network.json");
    const layers = [
      { units: 5, activation: "gelu" },
      { units: 3, activation: "softmax" },
    ];
    const data = { format: "builtin", name: "iris" };
    const training = { epochs: 2, optimizer: { type: "adam", learningRate: 0.01 } };
    writeFileSync(config, JSON.stringify({ version: 1, data, layers, training, backend: "gpujs-webasm" }));
    const child = fork(join(root, "dist/trainer.js"), ["train", config, "--runs", folder], {
      serialization: "advanced",
      execArgv: [],
    });
    const said: string[] = [];
    child.on("message", (message) => said.push(JSON.stringify(message)));
    await once(child, "exit");
    assert.match(said.join("\n"), /GPU\.js reports after a first call: webasm/);
    assert.match(said.join("\n"), /"type":"done","reason":"completed"/);
  });

  it("leaves GPU.js on the disk where nobody asks for it", async () => {
    const trace = join(folder, "loaded.cjs");
    const script = `process.on("exit", () => console.log(Object.keys(require.cache).some((file) => file.endsWith("gpujs.js"))));`;
    writeFileSync(trace, script);
    const config = join(root, "examples/iris.network.json");
    const args = ["--require", trace, join(root, "dist/cli.js"), "train", config, "--epochs", "1", "--runs", folder];
    for (const [backend, loaded] of [
      ["wasm", "false"],
      ["gpujs-cpu", "true"],
    ]) {
      const { stdout } = await promisify(execFile)(process.execPath, [...args, "--backend", backend]);
      assert.equal(stdout.trim().split("\n").at(-1), loaded);
    }
  });
});
