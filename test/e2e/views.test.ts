/** The views that look at what was trained, in the packaged extension: the network as a diagram, its plane, and two runs side by side. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { Editor, packExtension } from "./editor";

const root = join(__dirname, "..", "..");
const spiral = `{
  "version": 1,
  "data": { "format": "builtin", "name": "spiral", "validation": { "examples": 200 } },
  "layers": [
    { "units": 16, "activation": "tanh" },
    { "units": 8, "activation": "tanh" },
    { "units": 2, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": { "epochs": 60, "batchSize": 10, "optimizer": { "type": "adam", "learningRate": 0.01 } }
}
`;

describe("the views of a run in the packaged extension", function () {
  this.timeout(180_000);
  let packed: ReturnType<typeof packExtension>;
  let editor: Editor;

  before(async () => {
    packed = packExtension();
    editor = await Editor.start({ vsix: packed.vsix, files: { "spiral.network.json": spiral } });
    for (const seed of ["1", "2"]) {
      const args = [join(root, "dist", "cli.js"), "train", "spiral.network.json", "--seed", seed];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: editor.folder, encoding: "utf8" });
      assert.equal(status, 0, stderr);
    }
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await editor.screenshot("views-failed");
  });
  after(async () => {
    await editor?.stop();
    packed?.remove();
  });

  /** What a canvas of the page shows: how many of its pixels are not see-through. */
  const inked = (panel: FrameLocator, selector: string) =>
    panel
      .locator(selector)
      .first()
      .evaluate((element) => {
        type Context = { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } };
        const canvas = element as unknown as { width: number; height: number; getContext(kind: "2d"): Context };
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((_, i) => i % 4 === 3 && data[i] > 0).length;
      });

  it("compare runs of two seeds as one, with the settings that differ", async () => {
    await editor.openFile("spiral.network.json");
    await editor.runCommand("Matrix Network: Compare Runs");
    const { page } = editor;
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.nth(1).waitFor();
    for (const i of [0, 1]) await rows.nth(i).click();
    await page.keyboard.press("Enter");
    await editor.panel.locator("tr.member").nth(1).waitFor({ timeout: 30_000 });
    await editor.screenshot("compare");
    await editor.panel.getByRole("tab", { name: "Disagreements" }).click();
    // Another seed draws other points: there is nothing to set against each other, and that is said.
    await editor.panel.getByText("trained on different data").waitFor({ timeout: 30_000 });
    await editor.runCommand("View: Close All Editors");
  });

  it("draw a run's network and its answers over the whole plane", async () => {
    await editor.openFile("spiral.network.json");
    await editor.page.locator(".codelens-decoration a", { hasText: "last run" }).click();
    await editor.panel.getByRole("tab", { name: "Network" }).click({ timeout: 30_000 });
    await editor.panel.locator(".network-canvas").waitFor({ timeout: 30_000 });
    await editor.page.waitForTimeout(1500);
    assert.ok((await inked(editor.panel, ".network-canvas")) > 5000, "the diagram is empty");
    await editor.screenshot("network");
    await editor.panel.getByRole("tab", { name: "Playground" }).click();
    await editor.panel.locator(".unit").nth(20).waitFor({ timeout: 30_000 });
    await editor.page.waitForTimeout(1000);
    await editor.screenshot("playground");
  });
});
