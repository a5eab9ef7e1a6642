/** Panels of folders, one for each: revealed, closed, and restored after a window reload. */
import { type WebviewPanel, window } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { PagePanel } from "./pagePanel";

export abstract class FolderPanels<Panel extends PagePanel> extends DisposableStore {
  protected readonly open = new Map<string, Panel>();

  constructor(protected readonly viewType: string) {
    super();
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          // The page's state survives the reload of a window.
          const folder = (state as { folder?: unknown } | undefined)?.folder;
          if (typeof folder === "string") await this.adopt(folder, panel);
          else panel.dispose();
        },
      }),
    );
  }

  isOpen(folder: string): boolean {
    return this.open.has(folder);
  }

  /** Closes the panel of a folder that is deleted. */
  close(folder: string): void {
    this.open.get(folder)?.dispose();
  }

  override dispose(): void {
    for (const panel of this.open.values()) panel.dispose();
    super.dispose();
  }

  /** Adopts a new panel, or one that VS Code has restored. */
  async adopt(folder: string, panel: WebviewPanel): Promise<void> {
    const fill = await this.filling(folder);
    // A concurrent call has already opened it.
    if (this.open.has(folder)) return panel.dispose();
    const shown = fill(panel);
    this.open.set(folder, shown);
    shown.onDidClose(() => this.open.delete(folder));
  }

  /** Loads what a panel needs; returns the function that sets its title and page. */
  protected abstract filling(folder: string): Promise<(panel: WebviewPanel) => Panel>;
}
