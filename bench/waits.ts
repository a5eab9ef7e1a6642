/** How long a person waits, in milliseconds. */
import type { Editor } from "../test/e2e/editor";

export interface Waits {
  /** As VS Code reports it in its list of running extensions. */
  activation: number;
  /** From Enter in the palette to the first epoch in the panel. */
  paletteToFirstEpoch: number;
  /** From the click on Stop to the word that it stopped, its weights saved. */
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

/** In the page itself, where no automation stands between the click and what is seen. As text: this is no program of Node. */
const clickStop = `new Promise((resolve) => {
  const begin = performance.now();
  const observer = new MutationObserver(() => {
    if (!document.querySelector(".state.stopped")) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - begin));
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  const buttons = [...document.querySelectorAll("header vscode-button")];
  buttons.find(({ textContent }) => textContent.includes("Stop")).click();
})`;

async function reportedActivation(editor: Editor): Promise<number> {
  await editor.runCommand("Developer: Show Running Extensions");
  // The slowest stand first, and only what is in sight is drawn.
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
