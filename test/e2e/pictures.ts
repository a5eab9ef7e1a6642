/**
 * Takes the screenshots of docs/images, with `debugger` only the debugger's, or with `film` the README's moving picture,
 * or with `walkthrough` the walkthrough's; started by scripts/pictures.mjs. Waits until animations look their best.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { showAll } from "../launch/unseen";
import { train } from "./commandLine";
import { digits, spiral } from "./configs";
import { debuggedConfig, ofDebugger } from "./debuggerPictures";
import type { Editor } from "./editor";
import { film } from "./film";
import { packExtension } from "./packExtension";
import { drawSeven, moreEpochsThan, openLastRun, showWeights, stopFromPalette, trainFromPalette } from "./runPanel";
import { smallPng } from "./smallPng";
import { Vscode } from "./vscode";
import { ofWalkthrough, type Part } from "./walkthroughPictures";

const images = join(__dirname, "..", "..", "docs", "images");
const ofSteps = join(__dirname, "..", "..", "media", "walkthrough");

async function main(): Promise<void> {
  const packed = packExtension();
  const vscode = await Vscode.start(packed.vsix);
  try {
    if (process.argv.includes("film")) {
      writeFileSync(join(images, "film.gif"), await film(await vscode.open({})));
      return;
    }
    if (process.argv.includes("walkthrough")) return await ofWalkthrough(vscode, takePart);
    if (!process.argv.includes("debugger")) {
      await ofDigits(await vscode.open({ "mnist.network.json": digits("auto") }));
      await ofSpiral(await vscode.open({ "spiral.network.json": spiral }));
    }
    const debugging = await vscode.open({ "mnist.network.json": debuggedConfig });
    await ofDebugger(debugging, (name) => take(debugging, name));
  } finally {
    await vscode.stop();
    packed.remove();
  }
}

async function ofDigits(editor: Editor): Promise<void> {
  const { page, panel } = editor;
  const tab = (name: string) => panel.getByRole("tab", { name }).click();
  await editor.openFile("mnist.network.json");
  await page.getByText("prelu", { exact: true }).first().dblclick();
  await page.keyboard.press("ArrowLeft");
  await editor.suggest("sigmoid");
  await take(editor, "completion");
  await page.keyboard.press("Escape");
  await trainFromPalette(editor);
  await moreEpochsThan(20, editor);
  await showWeights(editor);
  await panel.locator("header").scrollIntoViewIfNeeded();
  await take(editor, "panel-dark");
  await page.getByRole("tab", { name: "Matrix Network" }).click();
  await page.locator(".monaco-list-row", { hasText: /\d+\/500/ }).waitFor();
  await take(editor, "tree");
  await tab("Mistakes");
  await panel.locator(".gallery .picture").nth(20).waitFor();
  await take(editor, "mistakes");
  await tab("Try It");
  await drawSeven(editor);
  await panel.locator(".answers tr.best", { hasText: /^7/ }).waitFor();
  await take(editor, "try-it");
  await tab("Training");
  await stopFromPalette(editor);
  await editor.runCommand("Preferences: Toggle between Light/Dark Themes");
  await take(editor, "panel-light");
  await editor.runCommand("Preferences: Toggle between Light/Dark Themes");
  await editor.close();
}

async function ofSpiral(editor: Editor): Promise<void> {
  const { panel } = editor;
  await train(editor.folder, "spiral.network.json");
  await editor.openFile("spiral.network.json");
  await openLastRun(editor);
  await panel.getByRole("tab", { name: "Network" }).click();
  await panel.locator(".network-canvas").waitFor();
  await take(editor, "network");
  await panel.getByRole("tab", { name: "Playground" }).click();
  await panel.locator(".unit").nth(20).waitFor();
  await take(editor, "playground");
}

async function take(editor: Editor, name: string): Promise<void> {
  await showAll(editor.page);
  await sleep(2000);
  writeFileSync(join(images, `${name}.png`), smallPng(await editor.page.screenshot()));
}

/** Saves a part of the window for the walkthrough, from its top. */
async function takePart(editor: Editor, name: string, { of, height }: Part): Promise<void> {
  await showAll(editor.page);
  await sleep(2000);
  const box = await editor.page.locator(of).first().boundingBox();
  if (!box) throw new Error(`${of} is not visible`);
  const clip = { ...box, height: Math.min(height, box.height) };
  writeFileSync(join(ofSteps, `${name}.png`), smallPng(await editor.page.screenshot({ clip })));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
