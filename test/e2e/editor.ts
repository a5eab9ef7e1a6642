/** A window of VS Code in a browser, driven as a person would: by keyboard and eye. */
import type { FrameLocator, Locator, Page } from "playwright-core";
import { savedEditors } from "./savedEditors";
import { until } from "./until";

export class Editor {
  constructor(
    readonly page: Page,
    /** The folder that is open. */
    readonly folder: string,
    private readonly url: string,
  ) {}

  /** Opens the folder, or the window again. */
  async load(): Promise<void> {
    await this.page.goto(`${this.url}/?${new URLSearchParams({ folder: this.folder })}`);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
  }

  /**
   * Waits until VS Code has saved which editors are open, with this text among what they remember. It does so every few
   * seconds, and never while a window is left (its browser/storageService.ts).
   */
  async untilEditorsAreSaved(text: string): Promise<void> {
    await until(async () => {
      const saved = (await this.page.evaluate(savedEditors)) as string[];
      return saved.some((state) => state.includes(text));
    }, `${text} among the saved editors`);
  }

  /** By keyboard, from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.typeCommand(title);
    await this.page.keyboard.press("Enter");
  }

  /** As far as Enter. */
  async typeCommand(title: string): Promise<void> {
    // Its key may follow the title.
    await this.chooseRow("F1", `>${title}`, `[aria-label="${title}"], [aria-label^="${title}, "]`);
  }

  /** By keyboard, from quick open. */
  async openFile(name: string): Promise<void> {
    await this.chooseRow("Control+P", name, `[aria-label^="${name}"]`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /**
   * Opens a list by its key, types, and moves to the row. The list is that of the moment in which it was opened: what VS Code has not
   * read yet by then, or a context key that changes, comes into it only when it is opened anew.
   */
  private async chooseRow(key: string, text: string, label: string): Promise<void> {
    const { page } = this;
    const input = page.locator(".quick-input-widget input[type=text]");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    const row = rows.and(page.locator(label)).first();
    let patience = 500;
    await until(async () => {
      patience *= 2;
      await page.keyboard.press(key);
      // It closes again where something else takes the focus just then: what was clicked before, or a page that begins.
      if (!(await succeeds(input.fill(text, { timeout: patience })))) return false;
      if (await appears(row, patience)) {
        for (let steps = await rows.count(); steps > 0; steps--) {
          if (/\bfocused\b/.test((await row.getAttribute("class")) ?? "")) return true;
          await page.keyboard.press("ArrowDown");
        }
      }
      await page.keyboard.press("Escape");
      return false;
    }, `${text} in the list of ${key}`);
  }

  /** Asks for completions until one with this text is among them: VS Code's JSON support may still be starting. */
  async suggest(text: string): Promise<void> {
    const row = this.page.locator(".suggest-widget .monaco-list-row", { hasText: text }).first();
    await until(async () => {
      await this.page.keyboard.press("Control+Space");
      if (await appears(row, 2000)) return true;
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

const appears = (locator: Locator, timeout: number): Promise<boolean> => succeeds(locator.waitFor({ timeout }));

const succeeds = (attempt: Promise<void>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );
