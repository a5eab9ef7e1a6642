/**
 * A window for the end-to-end tests: shared by all files, because opening one takes long, and reset after each test.
 * After a failed test the window is closed.
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

/** Returns the path of the package that the window has, made once for all files. */
export function packedVsix(): string {
  packed ??= packExtension();
  return packed.vsix;
}

// A root hook: it runs after all files.
after(async () => {
  await (await started?.catch(() => undefined))?.stop();
  packed?.remove();
});

export interface Project {
  /** The base name of the config, and the name of its runs. */
  stem: string;
  config: string;
  /** Trains the config before the window shows it. */
  trained?: (folder: string, config: string) => Promise<void>;
}

/** Call it in a `describe`. Each test uses a stem of its own and so finds only its own runs. */
export function useVscode(): {
  show(project: Project): Promise<Editor>;
  showEmpty(): Promise<Editor>;
  /** Opens a window of its own on these files, with the extension of this folder beside ours. */
  showWith(extension: string, files: Record<string, string>): Promise<Editor>;
  /** Opens a window of its own, in German. */
  showGerman(project: Pick<Project, "stem" | "config">): Promise<Editor>;
} {
  let vscode: Vscode;
  /** The window that a test has for itself. */
  let own: Editor | undefined;
  before(async () => {
    started ??= Vscode.start(packedVsix());
    vscode = await started;
  });
  afterEach(async function () {
    await keepScreenshot(this.currentTest, (own ?? shared)?.page);
    // scripts/lib/countingReporter.cjs reads the log from the test.
    if (this.currentTest?.isFailed()) Object.assign(this.currentTest, { windowLog: vscode?.log });
    const closing = own;
    own = undefined;
    await closing?.close();
    if (closing) return;
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
    async showEmpty() {
      own = await vscode.open({});
      return own;
    },
    async showWith(extension, files) {
      own = await vscode.open(files, { extension });
      return own;
    },
    async showGerman({ stem, config }) {
      const name = `${stem}.network.json`;
      own = await vscode.open({ [name]: config }, { language: "de" });
      await own.openFile(name);
      return own;
    },
  };
}

/** Stops the training that a test left running, and closes its editors. */
async function reset(editor: Editor): Promise<void> {
  await editor.page.keyboard.press("Escape");
  if (trains(editor.folder)) {
    await editor.runCommand("Matrix Network: Stop Training");
    await until(async () => !trains(editor.folder), "the training to stop");
  }
  await editor.runCommand("View: Close All Editors");
  await editor.page.locator(".tab").first().waitFor({ state: "detached" });
}

/** Returns true if a run has a lock, that is, if a process trains it. */
const trains = (folder: string): boolean =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).some((file) => file.endsWith("/lock"));
