/** The panel of a run in the packaged extension: what it shows during training, what it restores, and what it saves. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { train } from "./commandLine";
import { digits, spiral } from "./configs";
import {
  drawSeven,
  epochCount,
  moreEpochsThan,
  openLastRun,
  showWeights,
  stopFromPalette,
  trainFromPalette,
} from "./runPanel";
import { until } from "./until";
import { useVscode } from "./useVscode";

describe("the panel of a run in the packaged extension", () => {
  const vscode = useVscode();

  it("shows the digits that are confused with others, while it trains", async () => {
    const editor = await vscode.show({ stem: "mistakes", config: digits() });
    const { panel } = editor;
    await trainFromPalette(editor);
    await panel.getByRole("tab", { name: "Mistakes" }).click();
    await panel.locator(".gallery .picture").nth(20).waitFor();
    const cells = await panel.locator(".confusion tbody button").allTextContents();
    const counts = cells.map((text) => Number(text.replace(/\D/g, "")));
    assert.equal(counts.length, 100);
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      10_000,
      "every validation digit is counted once",
    );
  });

  it("recognizes a digit that is drawn, while it trains", async () => {
    const editor = await vscode.show({ stem: "drawn", config: digits() });
    const { panel } = editor;
    await trainFromPalette(editor);
    await panel.getByRole("tab", { name: "Try It" }).click();
    await drawSeven(editor);
    await panel.locator(".answers tr.best", { hasText: /^7/ }).waitFor();
  });

  it("saves a plot as a picture where a person says, and copies its figures", async () => {
    const editor = await vscode.show({ stem: "save", config: spiral, trained: train });
    const { page, panel } = editor;
    await openLastRun(editor);
    const choose = async (item: string) => {
      await panel.getByRole("button", { name: "Accuracy: More Actions" }).click();
      await panel.getByRole("menuitem", { name: item }).click();
    };
    await choose("Save as PNG");
    await page.locator(".quick-input-widget input:focus").waitFor();
    await page.keyboard.press("Enter");
    const file = join(editor.folder, "save-accuracy.png");
    await until(async () => existsSync(file), "the picture");
    assert.equal(readFileSync(file).toString("latin1", 1, 4), "PNG");
    await choose("Copy figures");
    // Opening another editor would hide the panel.
    await page.keyboard.press("F1");
    const input = page.locator(".quick-input-widget input");
    await input.waitFor();
    await until(async () => {
      await input.fill("");
      await page.keyboard.press("Control+V");
      return /epoch.*validation/.test(await input.inputValue());
    }, "the figures on the clipboard");
  });

  it("finds the run and its pictures again after the window was reloaded", async () => {
    const editor = await vscode.show({ stem: "reload", config: digits() });
    const { panel } = editor;
    await trainFromPalette(editor);
    await moreEpochsThan(0, editor);
    await stopFromPalette(editor);
    const epochs = await epochCount(editor);
    await editor.untilEditorsAreSaved(".matrix-network/reload/");
    await editor.load();
    // VS Code saves a webview's state only now and then: the restored tab and scroll position may be older.
    await panel.getByRole("tab", { name: "Training" }).click();
    await showWeights(editor);
    await panel.locator(".state.stopped").waitFor();
    await until(async () => (await epochCount(editor)) === epochs, `the ${epochs} epochs of before`);
    const label = await panel.locator(".plot").first().getAttribute("aria-label");
    assert.match(String(label), new RegExp(`over ${epochs} epochs`));
  });

  it("follows VS Code into its light theme, without being opened again", async () => {
    const editor = await vscode.show({ stem: "theme", config: spiral, trained: train });
    await openLastRun(editor);
    const body = editor.panel.locator("body");
    const ink = () =>
      body.evaluate((element) => {
        const page = globalThis as unknown as { getComputedStyle(element: unknown): { color: string } };
        return page.getComputedStyle(element).color;
      });
    const before = await ink();
    // A reopened page would not have this attribute.
    await body.evaluate((element) => element.setAttribute("data-seen", ""));
    await editor.runCommand("Preferences: Toggle between Light/Dark Themes");
    await until(async () => (await ink()) !== before, "the page's colours to change");
    assert.equal(await body.getAttribute("data-seen"), "");
  });
});
