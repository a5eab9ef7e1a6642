/** Measures the panel of a sweep of 10,000 trials in a real VS Code: first paint, scrolling, filter, a brush. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Editor } from "../test/e2e/editor";
import { Vscode } from "../test/e2e/vscode";
import { fillGroup } from "./fillGroup";
import { at, middle, scroll } from "./runsTable";

const config = join(__dirname, "../test/fixtures/run/iris.network.json");
const filters = ["validationCost < 0.1", "validationCost < 0.1 && learningRate < 0.05", "type == 'adam'", ""];

/** Prints one line per figure. */
export async function groupPanel(vsix: string, trials: number): Promise<void> {
  const vscode = await Vscode.start(vsix);
  try {
    const editor = await vscode.open({ "iris.network.json": readFileSync(config, "utf8") });
    const begin = performance.now();
    await fillGroup(join(editor.folder, "iris.network.json"), trials);
    console.log(`a group of ${trials} trials was written in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    await editor.load();
    const first = await paint(editor, trials);
    console.log(`from the command to the first rows ${first.rows} ms, to all trials ${first.all} ms`);
    const again: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < 5; round++) {
      await editor.runCommand("View: Close Editor");
      await editor.page.waitForTimeout(1000);
      const { rows, all } = await paint(editor, trials);
      again.push(rows);
      whole.push(all);
    }
    console.log(
      `  again: median ${middle(again)} ms of ${again.join(", ")}; all ${middle(whole)} ms of ${whole.join(", ")}`,
    );
    const html = editor.panel.locator("html");
    await editor.page.waitForTimeout(10_000);
    const frames: number[] = await html.evaluate(scroll);
    console.log(
      `scrolling the table, 300 frames: median ${at(frames, 0.5)} ms a frame, 95% within ${at(frames, 0.95)} ms`,
    );
    const taken: number[] = await html.evaluate(filter(filters));
    console.log(`a filter, until table and pictures are drawn: ${taken.map((each) => each.toFixed(1)).join(", ")} ms`);
    const brushed: number[] = await html.evaluate(brush);
    console.log(`a step of a brush, the same: ${brushed.map((each) => each.toFixed(1)).join(", ")} ms`);
  } finally {
    await vscode.stop();
  }
}

async function paint(editor: Editor, trials: number): Promise<{ rows: number; all: number }> {
  await editor.typeCommand("Matrix Network: Show Sweep");
  await editor.page.keyboard.press("Enter");
  await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Sweep: iris" }).first().waitFor();
  const begin = performance.now();
  await editor.page.keyboard.press("Enter");
  await editor.panel.locator(".grid-body .grid-row").first().waitFor({ timeout: 300_000 });
  const rows = Math.round(performance.now() - begin);
  await editor.panel
    .locator(".count", { hasText: `${trials.toLocaleString("en")} trials` })
    .waitFor({ timeout: 300_000 });
  return { rows, all: Math.round(performance.now() - begin) };
}

/** Milliseconds from an action to the layout of the last frame that it causes, however many frames that takes. */
const drawnAfter = `const nextFrame = requestAnimationFrame;
let asked = 0;
window.requestAnimationFrame = (draw) => {
  asked++;
  return nextFrame((time) => {
    asked--;
    draw(time);
  });
};
const drawnAfter = (act) => new Promise((resolve) => {
  nextFrame(() => setTimeout(() => {
    const begin = performance.now();
    act();
    const look = () => nextFrame(() => {
      document.body.getBoundingClientRect();
      if (asked > 0) look();
      else resolve(performance.now() - begin);
    });
    look();
  }));
});`;

/** Filter times per text. */
const filter = (texts: readonly string[]) => `(async () => {
  ${drawnAfter}
  const input = document.querySelector(".filter input");
  const taken = [];
  for (const text of ${JSON.stringify(texts)}) {
    taken.push(await drawnAfter(() => {
      input.value = text;
      input.dispatchEvent(new Event("input"));
    }));
  }
  return taken;
})()`;

const brush = `(async () => {
  ${drawnAfter}
  const axis = document.querySelector(".axis-strip");
  axis.scrollIntoView();
  const taken = [];
  for (const key of ["ArrowUp", "-", "ArrowDown", "ArrowDown", "Escape"]) {
    taken.push(await drawnAfter(() => axis.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))));
  }
  return taken;
})()`;
