/** Measures the table of 10,000 runs in a real VS Code: first paint, scrolling, filter. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seal } from "../src/runs/sealedJson";
import type { Editor } from "../test/e2e/editor";
import { Vscode } from "../test/e2e/vscode";

const golden = join(__dirname, "../test/fixtures/run");
const command = "Matrix Network: Show Runs Table";
const filters = ["validationAccuracy > 0.9", "validationAccuracy > 0.9 && learningRate < 0.05", "seed == 3", ""];

/** Prints one line per figure. */
export async function runsTable(vsix: string, runs: number): Promise<void> {
  const vscode = await Vscode.start(vsix);
  try {
    const editor = await vscode.open({ "iris.network.json": readFileSync(join(golden, "iris.network.json"), "utf8") });
    fill(editor.folder, runs);
    await editor.load();
    console.log(`${runs} runs, from the command to the first rows:`);
    console.log(`  while the runs are read for the first time: ${await paint(editor)} ms`);
    const again: number[] = [];
    for (let round = 0; round < 5; round++) {
      await editor.runCommand("View: Close Editor");
      await editor.page.waitForTimeout(1000);
      again.push(await paint(editor));
    }
    console.log(`  afterwards: median ${middle(again)} ms of ${again.join(", ")}`);
    const html = editor.panel.locator("html");
    const frames: number[] = await html.evaluate(scroll);
    console.log(
      `scrolling, 300 frames of 240 px: median ${at(frames, 0.5)} ms a frame, 95% within ${at(frames, 0.95)} ms`,
    );
    const taken: number[] = await html.evaluate(filter(filters));
    console.log(`a filter, until the rows are laid out: ${taken.map((each) => each.toFixed(1)).join(", ")} ms`);
  } finally {
    await vscode.stop();
  }
}

/** Creates runs from a fixture's manifest and metrics, five seeds per learning rate. */
function fill(folder: string, runs: number): void {
  const run = join(golden, "iris", "20261124T134501Z-3fa9");
  const { checksum: _, ...manifest } = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
  const metrics = readFileSync(join(run, "metrics.jsonl"));
  const { training } = manifest.config;
  for (let i = 0; i < runs; i++) {
    const created = new Date(Date.UTC(2026, 0, 1) + i * 60_000);
    const id = `${created.toISOString().replace(/[-:]|\.\d+/g, "")}-${(i % 65_536).toString(16).padStart(4, "0")}`;
    const seed = (i % 5) + 1;
    const learningRate = (1 + (Math.floor(i / 5) % 500)) / 1000;
    const optimizer = { ...training.optimizer, learningRate };
    const config = { ...manifest.config, training: { ...training, seed, optimizer } };
    const home = join(folder, ".matrix-network", "iris", id);
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, "manifest.json"),
      seal(JSON.stringify({ ...manifest, created: created.toISOString(), config, seed }, null, 2)),
    );
    writeFileSync(join(home, "metrics.jsonl"), metrics);
  }
}

async function paint(editor: Editor): Promise<number> {
  await editor.typeCommand(command);
  const begin = performance.now();
  await editor.page.keyboard.press("Enter");
  await editor.panel.locator(".grid-body .grid-row").first().waitFor({ timeout: 300_000 });
  return Math.round(performance.now() - begin);
}

/** Script for the page, as text, since it does not run in Node: milliseconds per frame, the shortest first. */
export const scroll = `new Promise((resolve) => {
  const grid = document.querySelector(".grid-scroller");
  const frames = [];
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    grid.scrollTop += 240;
    if (frames.length < 300) requestAnimationFrame(step);
    else resolve(frames.slice(5).sort((a, b) => a - b));
  };
  requestAnimationFrame(step);
})`;

/** Script: milliseconds from typing to the new layout of the page, for each text. */
const filter = (texts: readonly string[]) => `(() => {
  const input = document.querySelector(".filter input");
  return ${JSON.stringify(texts)}.map((text) => {
    input.value = text;
    const begin = performance.now();
    input.dispatchEvent(new Event("input"));
    document.querySelector(".grid-body").getBoundingClientRect();
    return performance.now() - begin;
  });
})()`;

export const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)].toFixed(1);
export const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
