/** A window of VS Code in a browser, driven as a user drives it: by keyboard, checking what is visible. */
import type { FrameLocator, Page } from "playwright-core";
import { savedEditors } from "./savedEditors";
import { appears, succeeds, until } from "./until";

export class Editor {
  constructor(
    readonly page: Page,
    /** The open folder. */
    readonly folder: string,
    private readonly url: string,
    /** The folder of an extension that VS Code loads beside the installed ones. */
    private readonly extension?: string,
  ) {}

  /** Opens the folder, or reloads the window. */
  async load(): Promise<void> {
    const { folder, extension, url } = this;
    const developed = ["extensionDevelopmentPath", `vscode-remote://${new URL(url).host}${extension}`];
    const payload = extension ? { payload: JSON.stringify([developed]) } : undefined;
    await this.page.goto(`${url}/?${new URLSearchParams({ folder, ...payload })}`);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
  }

  /**
   * Waits until VS Code has saved its open editors, with this text in their saved state. VS Code saves every few
   * seconds, and never while a window is closing (its browser/storageService.ts).
   */
  async untilEditorsAreSaved(text: string): Promise<void> {
    await until(async () => {
      const saved = (await this.page.evaluate(savedEditors)) as string[];
      return saved.some((state) => state.includes(text));
    }, `${text} among the saved editors`);
  }

  /** Runs a command from the command palette, by keyboard. */
  async runCommand(title: string): Promise<void> {
    await this.typeCommand(title);
    await this.page.keyboard.press("Enter");
  }

  /** Types the command's title, without Enter. */
  async typeCommand(title: string): Promise<void> {
    // The label may end with the command's key binding.
    await this.chooseRow("F1", `>${title}`, `[aria-label="${title}"], [aria-label^="${title}, "]`);
  }

  /** Opens a file from quick open, by keyboard. */
  async openFile(name: string): Promise<void> {
    await this.chooseRow("Control+P", name, `[aria-label^="${name}"]`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /**
   * Moves the cursor to the first occurrence of a word in the open file. A click would miss it where a code lens appears
   * above.
   * @param text of the file
   */
  async goToWord(text: string, word: string): Promise<void> {
    const lines = text.slice(0, text.indexOf(word)).split("\n");
    await this.goTo(lines.length, (lines.at(-1)?.length ?? 0) + 1);
  }

  /** Moves the cursor; lines and columns count from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press("Control+G");
    await this.page.locator(".quick-input-widget input[type=text]").fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /**
   * Opens a quick pick by its key, types, and moves to the row. The quick pick lists its items once, when it opens: it
   * must be opened again to show what VS Code read later, or the effect of a changed context key.
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
      // The quick pick closes if something else takes the focus: an element clicked before, or a page that is loading.
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

  /** Triggers suggestions until one contains this text: VS Code's JSON support may still be starting. */
  async suggest(text: string): Promise<void> {
    const row = this.page.locator(".suggest-widget .monaco-list-row", { hasText: text }).first();
    await until(async () => {
      await this.page.keyboard.press("Control+Space");
      if (await appears(row, 2000)) return true;
      await this.page.keyboard.press("Escape");
      return false;
    }, `the completion ${text}`);
  }

  /** The webview's page in the panel. */
  get panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /**
   * Closes the window as a user does, so that VS Code ends its processes; after a lost connection it would wait for a
   * reconnect.
   */
  async close(): Promise<void> {
    if (this.page.isClosed()) return;
    await this.page.goto("about:blank");
    await this.page.close();
  }
}
