/** Why Is It Not Using My GPU?: run from the palette, and offered when a training fails because it has no GPU. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { activate, answering, config, tidy, until } from "./parts";

const why = "Why Is It Not Using My GPU?";
const answered =
  /^(No GPU is available: gpujs-webgpu .+|A GPU is available: .+|The runtime of VS Code cannot use a GPU, but .+)\.$/;

describe("a GPU that is not used", () => {
  const asking = config("asking");
  const { VK_DRIVER_FILES: drivers } = process.env;

  before(() => {
    // With this, the Linux driver loader finds no driver on any machine.
    process.env.VK_DRIVER_FILES = "/nowhere/driver.json";
    const iris = readFileSync(config("iris").fsPath, "utf8");
    writeFileSync(asking.fsPath, iris.replace('"version"', '"backend": "gpujs-webgpu",\n  "version"'));
  });
  after(async () => {
    if (drivers === undefined) delete process.env.VK_DRIVER_FILES;
    else process.env.VK_DRIVER_FILES = drivers;
    rmSync(asking.fsPath, { force: true });
    await tidy();
  });

  it("is explained by the command: what was tried and what would help", async () => {
    await activate();
    const { said } = await answering(undefined, async () => {
      await vscode.commands.executeCommand("matrixNetwork.whyNoGpu");
    });
    assert.equal(said.length, 1);
    assert.match(said[0], answered);
    if (process.platform === "linux")
      assert.match(said[0], /^No GPU is available: gpujs-webgpu .*(adapter|driver|Vulkan)/i);
  });

  it("is explained to whom a training failed that asked for one", async function () {
    if (process.platform !== "linux") this.skip();
    const { said } = await answering(why, async (messages) => {
      await vscode.commands.executeCommand("matrixNetwork.train", asking);
      await until("the explanation", () => messages.some((text) => answered.test(text)), 60);
    });
    assert.match(said[0], /gpujs-webgpu/);
    assert.match(said.at(-1) ?? "", /^No GPU is available: /);
  });
});
