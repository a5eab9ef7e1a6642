/** The installed extension: a user opens a folder, trains a network from the palette, stops it and resumes it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { train } from "./commandLine";
import { digits, digitsOnWasm, onGpujs } from "./configs";
import {
  epochCount,
  moreEpochsThan,
  openLastRun,
  pixels,
  showWeights,
  stopFromPalette,
  trainFromPalette,
} from "./runPanel";
import { until } from "./until";
import { useVscode } from "./useVscode";

describe("training with the packaged extension in VS Code", () => {
  const vscode = useVscode();

  it("begins from the palette, and curves and weights change while it trains", async () => {
    const editor = await vscode.show({ stem: "begin", config: digits("auto") });
    await trainFromPalette(editor);
    await moreEpochsThan(1, editor);
    await showWeights(editor);
    const [before, weights] = [await epochCount(editor), await pixels(editor, "canvas.heatmap")];
    await moreEpochsThan(before, editor);
    await until(async () => (await pixels(editor, "canvas.heatmap")).hash !== weights.hash, "the heatmap to change");
    assert.match((await editor.panel.locator("header").textContent()) ?? "", /Training[\s\S]*wasm/);
  });

  it("is shown in the tree and in the status bar", async () => {
    const editor = await vscode.show({ stem: "tree", config: digits(1, 499) });
    const { page } = editor;
    await trainFromPalette(editor);
    await page.locator(".statusbar", { hasText: /epoch \d+\/499/ }).waitFor();
    await page.getByRole("tab", { name: "Matrix Network" }).click();
    await page.locator(".monaco-list-row", { hasText: /\d+\/499/ }).waitFor();
  });

  it("stops from the palette, with the weights saved", async () => {
    const editor = await vscode.show({ stem: "stop", config: digits("auto") });
    await trainFromPalette(editor);
    await moreEpochsThan(0, editor);
    await stopFromPalette(editor);
    const runs = join(editor.folder, ".matrix-network", "stop");
    const [run] = readdirSync(runs);
    for (const name of ["last.npz", "best.npz", "manifest.json"]) assert.ok(existsSync(join(runs, run, name)), name);
  });

  it("goes on from the panel where it was interrupted", async () => {
    const trained = (folder: string, config: string) => train(folder, config, { interruptAfter: 1 });
    const editor = await vscode.show({ stem: "resume", config: digitsOnWasm(), trained });
    await openLastRun(editor);
    await moreEpochsThan(0, editor);
    const epochs = await epochCount(editor);
    await editor.panel.locator("header").getByRole("button", { name: "Resume Run" }).click();
    await moreEpochsThan(epochs, editor);
    await stopFromPalette(editor);
  });

  it("runs on GPU.js too, and says what it reported", async () => {
    const editor = await vscode.show({ stem: "gpujs", config: onGpujs });
    await editor.runCommand("Matrix Network: Train Network");
    const header = editor.panel.locator("header", { hasText: /^gpujs\s*Completed/ });
    await header.filter({ hasText: /gpujs-webasm[\s\S]*requested by name/ }).waitFor();
  });
});
