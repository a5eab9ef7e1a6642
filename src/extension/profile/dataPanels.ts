/** Look at Data: one panel for each config, restored after the reload of a window. */
import { Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { PanelContext } from "../panel/panelContext";
import type { DataPanel } from "./dataPanel";

const viewType = "matrixNetwork.data";

export class DataPanels extends DisposableStore {
  private readonly open = new Set<DataPanel>();

  constructor(private readonly context: PanelContext) {
    super();
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          const { config } = (state ?? {}) as { config?: unknown };
          if (typeof config !== "string" || !workspace.isTrusted) return panel.dispose();
          await this.adopt(Uri.file(config), panel);
        },
      }),
    );
  }

  /** Process ids of the processes that read data. */
  get pids(): number[] {
    return [...this.open].flatMap(({ pid }) => pid ?? []);
  }

  /** Shows the data of a config; reads it again if it is shown already. */
  async show(config: Uri): Promise<void> {
    const found = [...this.open].find((panel) => panel.config.fsPath === config.fsPath);
    if (!found) return this.adopt(config, window.createWebviewPanel(viewType, "", ViewColumn.Beside));
    found.panel.reveal();
    await found.read();
  }

  override dispose(): void {
    for (const panel of this.open) panel.dispose();
    super.dispose();
  }

  /** Adopts a new panel, or one that VS Code has restored. */
  async adopt(config: Uri, panel: WebviewPanel): Promise<void> {
    const { DataPanel } = await import("./dataPanel");
    const shown = new DataPanel(config, panel, this.context);
    this.open.add(shown);
    shown.onDidClose(() => this.open.delete(shown));
  }
}
