/** A window of VS Code in a browser, driven as a person would: by keyboard and eye. */
import type { FrameLocator, Locator, Page } from "playwright-core";
import { until } from "./until";

/** Milliseconds after which something is asked for once more. */
const again = 5000;

export class Editor {
  constructor(
    readonly page: Page,
    /** The folder that is open. */
    readonly folder: string,
    private readonly url: string,
  ) {}

  /** Opens the folder, or the window again. */
  async load(show?: string): Promise<void> {
    const query = new URLSearchParams({ folder: this.folder });
    if (show)
      query.set(
        "payload",
        JSON.stringify([["openFile", `vscode-remote://${new URL(this.url).host}${this.folder}/${show}`]]),
      );
    await this.page.goto(`${this.url}/?${query}`);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
    if (!show) return;
    await this.page.locator(`.tab.active[data-resource-name="${show}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** By keyboard, from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.typeCommand(title);
    await this.page.keyboard.press("Enter");
  }

  /** As far as Enter. */
  async typeCommand(title: string): Promise<void> {
    await until(() => this.focusCommand(title), `the command ${title} in the palette`);
  }

  /**
   * The palette lists the commands of one moment: an extension that VS Code has not read yet, or a context key that is not set yet,
   * come into the list only when it is opened anew.
   */
  private async focusCommand(title: string): Promise<boolean> {
    const { page } = this;
    await page.keyboard.press("F1");
    const input = page.locator(".quick-input-widget input[type=text]");
    if (!(await appears(input))) return false;
    await input.fill(`>${title}`);
    // Its key follows the title.
    const rows = page.locator(".quick-input-list .monaco-list-row");
    const row = rows.and(page.locator(`[aria-label="${title}"], [aria-label^="${title}, "]`));
    if (await appears(row)) {
      const count = await rows.count();
      for (let i = 0; i < count; i++) {
        if (/\bfocused\b/.test((await row.getAttribute("class")) ?? "")) return true;
        await page.keyboard.press("ArrowDown");
      }
    }
    await page.keyboard.press("Escape");
    return false;
  }

  /** Asks for completions until one with this text is among them: VS Code's JSON support may still be starting. */
  async suggest(text: string): Promise<void> {
    const row = this.page.locator(".suggest-widget .monaco-list-row", { hasText: text }).first();
    await until(async () => {
      await this.page.keyboard.press("Control+Space");
      if (await appears(row)) return true;
      await this.page.keyboard.press("Escape");
      return false;
    }, `the completion ${text}`);
  }

  /** The page in the panel. */
  get panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /** Leaves as a person does: VS Code ends the window's processes, where a lost connection would be waited for. */
  async close(): Promise<void> {
    if (this.page.isClosed()) return;
    await this.page.goto("about:blank");
    await this.page.close();
  }
}

const appears = (locator: Locator): Promise<boolean> =>
  locator.waitFor({ timeout: again }).then(
    () => true,
    () => false,
  );
