/**
 * Takes the pictures of the walkthrough: each shows what its step is about and nothing else, in a window so small that
 * the text stays readable in the walkthrough's column of some 500 pixels. A light and a dark one each.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openScope, stepTo } from "./debuggerPictures";
import type { Editor } from "./editor";
import { drawSeven, trainFromPalette } from "./runPanel";
import { appears, until } from "./until";
import type { Vscode } from "./vscode";

const size = { width: 600, height: 760 };
const name = "mnist.network.json";
/** The config that the walkthrough's first step shows; its lines are short. */
const [, config] = /```jsonc\n(.*?)```/s.exec(
  readFileSync(join(__dirname, "../../media/walkthrough/config.md"), "utf8"),
) as RegExpExecArray;
/** So few epochs that the training ends before the patience of the window. */
const short = config.replace('"epochs": 30', '"epochs": 12');

/** @param take saves the part of the window under a file name */
export async function ofWalkthrough(vscode: Vscode, take: (editor: Editor, name: string, part: Part) => Promise<void>) {
  const editor = await vscode.open({ [name]: short });
  const { page, panel } = editor;
  await page.setViewportSize(size);
  await editor.openFile(name);
  await page.keyboard.press("Control+B");
  // Both are kept for the next window.
  await editor.runCommand("View: Hide Activity Bar");
  await editor.runCommand("View: Toggle Minimap");
  await inBothThemes(editor, async (theme) => {
    await editor.goToWord(short, "relu");
    await until(async () => {
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+I");
      return appears(page.locator(".monaco-hover:visible", { hasText: "max(0, s)" }).first(), 5000);
    }, "the hover of an activation");
    await take(editor, `hovers-${theme}`, { of: ".part.editor .monaco-editor", height: 470 });
    await page.keyboard.press("Escape");
  });
  await trainFromPalette(editor);
  await panel.locator(".state.completed").waitFor();
  await page.keyboard.press("Control+2");
  await editor.runCommand("View: Close Editors in Other Groups");
  await inBothThemes(editor, (theme) => take(editor, `train-${theme}`, { of: "iframe.webview.ready", height: 560 }));
  await panel.getByRole("tab", { name: "Try It" }).click();
  await drawSeven(editor);
  await panel.locator(".answers tr.best", { hasText: /^7/ }).waitFor();
  await inBothThemes(editor, (theme) => take(editor, `tryIt-${theme}`, { of: "iframe.webview.ready", height: 515 }));
  await editor.close();
  await ofDebugger(await vscode.open({ [name]: short }), take);
}

/** A part of the window: the element, and the most pixels from its top. */
export interface Part {
  readonly of: string;
  readonly height: number;
}

async function ofDebugger(editor: Editor, take: (editor: Editor, name: string, part: Part) => Promise<void>) {
  const { page } = editor;
  await page.setViewportSize({ ...size, width: 680 });
  await editor.openFile(name);
  await page.keyboard.press("F5");
  await page.locator(".debug-toolbar").waitFor();
  await page.keyboard.press("Control+Shift+D");
  await editor.runCommand("View: Toggle Word Wrap");
  await stepTo(editor, "forward layer 2");
  await editor.runCommand("View: Hide Panel");
  await openScope(editor, "Layer 1");
  await inBothThemes(editor, (theme) => take(editor, `debugger-${theme}`, { of: ".monaco-grid-view", height: 560 }));
  await editor.close();
}

/** Ends with the dark theme; the windows of one VS Code share the theme. */
async function inBothThemes(editor: Editor, work: (theme: "dark" | "light") => Promise<void>): Promise<void> {
  const show = async (theme: "vs" | "vs-dark") => {
    const shown = editor.page.locator(`.monaco-workbench.${theme}`);
    if ((await shown.count()) > 0) return;
    await editor.runCommand("Preferences: Toggle between Light/Dark Themes");
    await shown.waitFor();
  };
  await show("vs-dark");
  await work("dark");
  await show("vs");
  await work("light");
  await show("vs-dark");
}
