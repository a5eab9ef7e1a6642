/** Panels that compare runs: opened, found again, and restored after the window was reloaded. */
import { ViewColumn, type WebviewPanel, window } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { PanelContext } from "../panel/panelContext";
import type { ComparePanel } from "./comparePanel";

const viewType = "matrixNetwork.compare";

export class Comparisons extends DisposableStore {
  private readonly open = new Set<ComparePanel>();

  constructor(private readonly context: PanelContext) {
    super();
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          // The page keeps them for the reload of a window.
          const folders = (state as { folders?: unknown } | undefined)?.folders;
          const isList = Array.isArray(folders) && folders.every((folder) => typeof folder === "string");
          if (isList) await this.adopt(folders, panel);
          else panel.dispose();
        },
      }),
    );
  }

  /** @param instead of these runs: their panel then shows the others */
  async show(folders: readonly string[], instead: readonly string[] = folders): Promise<void> {
    const found = this.of(folders) ?? this.of(instead);
    if (!found) {
      const panel = window.createWebviewPanel(viewType, "", ViewColumn.Active);
      return this.adopt(folders, panel);
    }
    found.panel.reveal();
    if (!isSame(found.folders, folders)) await found.show(folders);
  }

  override dispose(): void {
    for (const panel of this.open) panel.dispose();
    super.dispose();
  }

  /** Takes a new panel, or one that VS Code has restored. */
  async adopt(folders: readonly string[], panel: WebviewPanel): Promise<void> {
    const { ComparePanel } = await import("./comparePanel");
    const shown = new ComparePanel(folders, panel, this.context);
    this.open.add(shown);
    shown.onDidClose(() => this.open.delete(shown));
  }

  private of(folders: readonly string[]): ComparePanel | undefined {
    return [...this.open].find((panel) => isSame(panel.folders, folders));
  }
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  [...some].sort().join("\n") === [...others].sort().join("\n");
