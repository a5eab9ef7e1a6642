/**
 * A window for the end-to-end tests: one for all files, because it takes long to open, and left to each test as if it were new. A test
 * that failed takes its window with it.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keepScreenshot } from "../launch/screenshot";
import type { Editor } from "./editor";
import { packExtension } from "./packExtension";
import { until } from "./until";
import { Vscode } from "./vscode";

let packed: ReturnType<typeof packExtension> | undefined;
let started: Promise<Vscode> | undefined;
let shared: Editor | undefined;

function start(): Promise<Vscode> {
  packed = packExtension();
  return Vscode.start(packed.vsix);
}

// Of all files.
after(async () => {
  await (await started?.catch(() => undefined))?.stop();
  packed?.remove();
});

export interface Project {
  /** The name of its config without the ending, and of its runs. */
  stem: string;
  config: string;
  /** Trains it before it is shown. */
  trained?: (folder: string, config: string) => Promise<void>;
}

/** Call it in a `describe`. A test takes a stem that no other has: it finds no runs but its own. */
export function useVscode(): { show(project: Project): Promise<Editor> } {
  let vscode: Vscode;
  before(async () => {
    started ??= start();
    vscode = await started;
  });
  afterEach(async function () {
    await keepScreenshot(this.currentTest, shared?.page);
    // scripts/lib/countingReporter.cjs reads it from the test.
    if (this.currentTest?.isFailed()) Object.assign(this.currentTest, { windowLog: vscode?.log });
    if (!this.currentTest?.isFailed() && shared) return reset(shared);
    const failed = shared;
    shared = undefined;
    await failed?.close();
  });
  return {
    async show({ stem, config, trained }) {
      shared ??= await vscode.open({});
      const name = `${stem}.network.json`;
      writeFileSync(join(shared.folder, name), config);
      await trained?.(shared.folder, name);
      await shared.openFile(name);
      return shared;
    },
  };
}

/** Ends what a test left at work. */
async function reset(editor: Editor): Promise<void> {
  await editor.page.keyboard.press("Escape");
  if (trains(editor.folder)) {
    await editor.runCommand("Matrix Network: Stop Training");
    await until(async () => !trains(editor.folder), "the training to stop");
  }
  await editor.runCommand("View: Close All Editors");
  await editor.page.locator(".tab").first().waitFor({ state: "detached" });
}

/** A run whose process is at work has a lock. */
const trains = (folder: string): boolean =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).some((file) => file.endsWith("/lock"));
