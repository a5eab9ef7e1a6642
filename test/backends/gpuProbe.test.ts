/** The extension's search for a GPU through the command line, for every outcome of that process. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { askForGpu, findGpu, nodeOnPath } from "../../src/extension/process/gpuProbe";

describe("asking the command line for a GPU", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gpu-probe-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const program = (text: string) => {
    const file = join(folder, "cli.js");
    writeFileSync(file, text);
    return file;
  };

  it("gives what the built command line lists", async () => {
    const { available, description } = await askForGpu(process.execPath, resolve(__dirname, "../../dist/cli.js"));
    assert.match(description, available ? /^GPU\.js on / : /^is not available: .*; wasm or auto need no GPU$/);
  });

  it("gives the adapter that is there", async () => {
    const line = JSON.stringify({ name: "gpujs-webgpu", available: true, description: "GPU.js on Some GPU" });
    const found = await askForGpu(process.execPath, program(`console.log("{}"); console.log(${JSON.stringify(line)})`));
    assert.deepEqual(found, { available: true, description: "GPU.js on Some GPU" });
  });

  it("says so when nothing answers in time", async () => {
    const { available, description } = await askForGpu(process.execPath, program("setInterval(() => {}, 1000)"), 300);
    assert.equal(available, false);
    assert.match(description, /did not answer within 0\.3 s$/);
  });

  it("says so when the runtime of the settings is not there", async () => {
    const { available, description } = await askForGpu(join(folder, "no-node"), program(""));
    assert.equal(available, false);
    assert.match(description, /no-node.*ENOENT/);
  });

  it("finds the Node of the terminal, unless it is too old", async () => {
    assert.match((await nodeOnPath()) ?? "", /node/);
    assert.equal(await nodeOnPath(1000), undefined);
  });

  it("offers the Node of the terminal where VS Code's own runtime has no GPU and it has one, unless another is set", async () => {
    const line = JSON.stringify({ name: "gpujs-webgpu", available: true, description: "GPU.js on Some GPU" });
    const cli = program(`console.log(${JSON.stringify(line)})`);
    const refusing = join(folder, "electron");
    const { first, other } = await findGpu(undefined, cli, refusing);
    assert.equal(first.available, false);
    assert.deepEqual(other, { available: true, description: "GPU.js on Some GPU", node: await nodeOnPath() });
    assert.equal((await findGpu(refusing, cli)).other, undefined);
    assert.equal((await findGpu(undefined, cli, process.execPath)).other, undefined);
  });
});
