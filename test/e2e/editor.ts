/** A VS Code in a browser with the packaged extension installed, driven as a person would: by keyboard and eye. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { startBrowser } from "../launch/browser";
import { type Server, startServer } from "../launch/server";
import { temporaryFolder } from "../launch/temporary";

const root = join(__dirname, "..", "..");
const screenshots = join(root, "test-results", "screenshots");

/** The packaged extension, made from dist/. */
export function packExtension(): { vsix: string; remove: () => void } {
  const folder = temporaryFolder("vsix");
  const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts", "vsix.mjs"), folder.path], {
    encoding: "utf8",
  });
  const vsix = readdirSync(folder.path).find((name) => name.endsWith(".vsix"));
  if (status !== 0 || !vsix) throw new Error(`packing the extension failed: ${stderr}`);
  return { vsix: join(folder.path, vsix), remove: folder.remove };
}

interface Setup {
  /** The packaged extension. */
  vsix: string;
  /** What is in the folder: texts by file name. */
  files: Record<string, string>;
  theme?: string;
  settings?: Record<string, unknown>;
  /** VS Code asks whether the folder is trusted, and until then it is not. */
  trust?: boolean;
}

export class Editor {
  private constructor(
    readonly page: Page,
    /** The folder that is open. */
    readonly folder: string,
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly removeFolder: () => void,
  ) {}

  /** Opens a folder of its own, with a new VS Code in which nothing but the extension is installed. */
  static async start({ vsix, files, theme = "Default Dark Modern", settings, trust = false }: Setup): Promise<Editor> {
    const folder = temporaryFolder("project");
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
    const server = await startServer({
      vsix,
      trust,
      settings: {
        "workbench.colorTheme": theme,
        "workbench.startupEditor": "none",
        "window.autoDetectColorScheme": false,
        "workbench.tips.enabled": false,
        "workbench.secondarySideBar.defaultVisibility": "hidden",
        ...settings,
      },
    });
    try {
      const browser = await startBrowser();
      const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
      const editor = new Editor(page, folder.path, server, browser, folder.remove);
      await editor.load();
      return editor;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Opens the folder, or the window again. */
  async load(): Promise<void> {
    await this.page.goto(`${this.server.url}/?folder=${this.folder}`);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
    await this.page.locator(".explorer-folders-view, .pane-body").first().waitFor({ timeout: 30_000 });
  }

  /** By keyboard, from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.typeCommand(title);
    await this.page.keyboard.press("Enter");
  }

  /** As far as Enter. */
  async typeCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`>${title}`);
    // The list of a moment before may still be there, or begin with another that has the same words in it.
    await this.page
      .locator(`.quick-input-list .monaco-list-row.focused[aria-label^="${title}"]`)
      .waitFor({ timeout: 20_000 });
  }

  /** By keyboard, from quick open. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(name);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Asks for completions until one with this text is among them: VS Code's JSON support may still be starting. */
  async suggest(text: string): Promise<void> {
    const row = this.page.locator(".suggest-widget .monaco-list-row", { hasText: text }).first();
    for (let tries = 0; tries < 20; tries++) {
      await this.page.keyboard.press("Control+Space");
      const offered = await row.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (offered) return;
      await this.page.keyboard.press("Escape");
    }
    throw new Error(`no completion ${text} is offered`);
  }

  /** The page in the panel. */
  get panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    this.removeFolder();
  }
}
