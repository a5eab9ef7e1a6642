/** Windows for the end-to-end tests: one VS Code for all files, and for each test windows of its own, closed when it ends. */
import { keepScreenshot } from "../launch/screenshot";
import type { Editor } from "./editor";
import { packExtension } from "./packExtension";
import { Vscode } from "./vscode";

let packed: ReturnType<typeof packExtension> | undefined;
let started: Promise<Vscode> | undefined;

function start(): Promise<Vscode> {
  packed = packExtension();
  return Vscode.start(packed.vsix);
}

// Of all files.
after(async () => {
  await (await started?.catch(() => undefined))?.stop();
  packed?.remove();
});

/** Call it in a `describe`. */
export function useVscode(): {
  open(files: Record<string, string>, prepare?: (folder: string) => Promise<void>): Promise<Editor>;
} {
  const windows: Editor[] = [];
  let vscode: Vscode;
  before(async () => {
    started ??= start();
    vscode = await started;
  });
  afterEach(async function () {
    const opened = windows.splice(0);
    await keepScreenshot(this.currentTest, opened.at(-1)?.page);
    for (const editor of opened) await editor.close();
  });
  return {
    /** Shows the first of the files. */
    async open(files, prepare) {
      const editor = await vscode.open(files, prepare);
      windows.push(editor);
      await editor.load(Object.keys(files)[0]);
      return editor;
    },
  };
}
