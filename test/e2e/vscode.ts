/** One VS Code server with the packaged extension installed and one browser, in which windows are opened. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { startBrowser } from "../launch/browser";
import { type Server, startServer } from "../launch/server";
import { temporaryFolder } from "../launch/temporary";
import { unseenAndStill } from "../launch/unseen";
import { Editor } from "./editor";
import { patience } from "./until";

export class Vscode {
  private readonly folders: { path: string; remove: () => void }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly windows: BrowserContext,
  ) {}

  /** Nothing but the extension is installed. */
  static async start(vsix: string): Promise<Vscode> {
    const server = await startServer({ vsix, settings });
    try {
      const browser = await startBrowser();
      const windows = await browser.newContext({ viewport: { width: 1500, height: 950 } });
      windows.setDefaultTimeout(patience);
      await windows.addInitScript(unseenAndStill);
      return new Vscode(server, browser, windows);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** A window on a new folder with these files: texts by name. */
  async open(files: Record<string, string>): Promise<Editor> {
    const folder = temporaryFolder("project");
    this.folders.push(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
    const editor = new Editor(await this.windows.newPage(), folder.path, this.server.url);
    await editor.load();
    return editor;
  }

  /** What the extension logged in all windows. */
  get log(): string[] {
    return this.server.log();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    for (const folder of this.folders) {
      endTrainings(folder.path);
      // Processes of a window that was closed may have written into its folder until now.
      folder.remove();
    }
  }
}

/** A training outlives its window, and a test that failed has not ended it: its lock names the process. */
function endTrainings(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (basename(file) !== "lock") continue;
    try {
      process.kill((JSON.parse(readFileSync(join(folder, file), "utf8")) as { pid: number }).pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
}

const settings = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.startupEditor": "none",
  "window.autoDetectColorScheme": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "workbench.reduceMotion": "on",
  "editor.cursorBlinking": "solid",
  "git.enabled": false,
  // A question would lie over what tests click.
  "matrixNetwork.onClose": "stop",
  // The palette lists what matches the words, and nothing that it finds similar later.
  "workbench.commandPalette.experimental.enableNaturalLanguageSearch": false,
  "workbench.commandPalette.showAskInChat": false,
};
