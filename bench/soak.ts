/** Trains for minutes while the panel is hidden and shown again; reports losses and growth. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Editor } from "../test/e2e/editor";

const times = 100;
const panelTitle = /^mnist · /;

export async function soak(editor: Editor, minutes: number): Promise<void> {
  const { page, panel, folder } = editor;
  await editor.openFile("mnist.network.json");
  await editor.runCommand("Matrix Network: Train Network");
  await panel.locator("canvas.heatmap").waitFor({ timeout: 60_000 });
  const tab = (text: string | RegExp) => page.locator(".tab", { hasText: text }).first().click();
  // Two tabs of one editor group hide each other.
  await tab("mnist.network.json");
  await page.waitForTimeout(1000);
  await editor.runCommand("View: Move Editor into Next Group");
  await page.waitForTimeout(10_000);
  await tab(panelTitle);
  const before = await counts(editor);
  const pause = (minutes * 60_000) / times;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await tab("mnist.network.json");
    await page.locator(".monaco-editor .view-line").first().waitFor();
    await tab(panelTitle);
    await panel.locator("canvas.heatmap").waitFor({ timeout: 30_000 });
    await page.waitForTimeout(Math.max(0, pause - (performance.now() - started)));
    if (i % 10 === 9) console.log(`${i + 1} times: ${JSON.stringify(await counts(editor))}`);
  }
  const after = await counts(editor);
  await panel.locator("header").getByRole("button", { name: "Stop" }).click();
  await panel.locator(".state.stopped").waitFor();
  const shown = Number(await panel.locator(".epochs table").getAttribute("aria-rowcount")) - 1;
  const runs = join(folder, ".matrix-network", "mnist");
  const events = readFileSync(join(runs, readdirSync(runs)[0], "metrics.jsonl"), "utf8");
  const trained = events.split("\n").filter((line) => line.includes('"type":"epoch"')).length;
  console.log(`epochs trained ${trained}, in the panel ${shown}`);
  console.log(`before ${JSON.stringify(before)}\nafter  ${JSON.stringify(after)}`);
}

/** Returns the counts of the panel's page after a garbage collection, and of the extension host. */
async function counts({ page }: Editor): Promise<Record<string, number>> {
  const frame = page.frames().find((each) => each.name() === "active-frame" || each.url().includes("fake.html"));
  const session = await page
    .context()
    .newCDPSession(frame ?? page)
    .catch(() => page.context().newCDPSession(page));
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  await session.detach();
  return {
    heapMB: Math.round(value("JSHeapUsedSize") / 1e5) / 10,
    listeners: value("JSEventListeners"),
    nodes: value("Nodes"),
    frames: page.frames().length,
    hostMB: extensionHostMegabytes(),
  };
}

/** Returns the resident memory of VS Code's extension host, which runs the extension. */
function extensionHostMegabytes(): number {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=extensionHost")) continue;
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return Number.NaN;
}
