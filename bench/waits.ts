/** Waiting times in the editor, in milliseconds. */
import type { Editor } from "../test/e2e/editor";

export interface Waits {
  /** Activation time in VS Code's list of running extensions. */
  activation: number;
  /** Time from Enter in the palette to the first epoch in the panel. */
  paletteToFirstEpoch: number;
  /** Time from the click on Stop to the message that it stopped, its weights saved. */
  stop: number;
}

export async function waits(editor: Editor): Promise<Waits> {
  await editor.openFile("mnist.network.json");
  await editor.page.waitForTimeout(5000);
  await editor.typeCommand("Matrix Network: Train Network");
  const begin = performance.now();
  await editor.page.keyboard.press("Enter");
  await editor.panel.locator("tbody tr[aria-rowindex]").first().waitFor();
  const paletteToFirstEpoch = performance.now() - begin;
  await editor.page.waitForTimeout(2000);
  const stop: number = await editor.panel.locator("html").evaluate(clickStop);
  return {
    activation: await reportedActivation(editor),
    paletteToFirstEpoch: Math.round(paletteToFirstEpoch),
    stop: Math.round(stop),
  };
}

/** Runs in the page, as text, so that no automation delays the measurement; it does not run in Node. */
const clickStop = `new Promise((resolve) => {
  const begin = performance.now();
  const observer = new MutationObserver(() => {
    if (!document.querySelector(".state.stopped")) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - begin));
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  document.querySelector('header button[aria-label="Stop"]').click();
})`;

async function reportedActivation(editor: Editor): Promise<number> {
  await editor.runCommand("Developer: Show Running Extensions");
  // The slowest are first, and only visible rows are rendered.
  const list = editor.page.locator(".runtime-extensions-editor .monaco-list");
  await list.locator(".monaco-list-row").first().waitFor();
  await list.focus();
  await editor.page.keyboard.press("End");
  const row = list.locator(".monaco-list-row", { hasText: "Matrix Network" });
  const text = (await row.locator(".activation-time").textContent()) ?? "";
  return Number(/(\d+)\s*ms/.exec(text)?.[1] ?? Number.NaN);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
