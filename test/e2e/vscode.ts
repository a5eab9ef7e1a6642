/** A VS Code server with the packaged extension, and a browser in which windows are opened. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { startBrowser } from "../launch/browser";
import { type Server, startServer } from "../launch/server";
import { temporaryFolder } from "../launch/temporary";
import { unseenAndStill } from "../launch/unseen";
import { Editor } from "./editor";
import { patience } from "./until";

interface WindowOptions {
  language?: string;
  extension?: string;
}

export class Vscode {
  private readonly folders: { path: string; remove: () => void }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly windows: BrowserContext,
  ) {}

  /** Starts a server with only this extension installed. */
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

  /**
   * Opens a window on a new folder with these files.
   * @param files texts by file name
   * @param language of the window; without its language pack only extensions speak it
   * @param extension folder of an extension that is not installed
   */
  async open(files: Record<string, string>, { language = "en", extension }: WindowOptions = {}): Promise<Editor> {
    const folder = temporaryFolder("project");
    this.folders.push(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
    const page = await this.windows.newPage();
    await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    const editor = new Editor(page, folder.path, this.server.url, extension);
    await editor.load();
    return editor;
  }

  /** Lines that the extension logged in all windows. */
  get log(): string[] {
    return this.server.log();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    for (const folder of this.folders) {
      endTrainings(folder.path);
      // Processes of a closed window may have written to the folder until now.
      folder.remove();
    }
  }
}

/** Kills the trainings named by locks: a training outlives its window, and a failed test has not ended it. */
function endTrainings(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (basename(file) !== "lock") continue;
    try {
      process.kill((JSON.parse(readFileSync(join(folder, file), "utf8")) as { pid: number }).pid, "SIGKILL");
    } catch {
      // It has already exited.
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
  // A dialog would cover what the tests click.
  "matrixNetwork.onClose": "stop",
  // Without this the palette adds similar commands to the matches later.
  "workbench.commandPalette.experimental.enableNaturalLanguageSearch": false,
  "workbench.commandPalette.showAskInChat": false,
};
