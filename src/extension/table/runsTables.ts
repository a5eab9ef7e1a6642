/** The only panel with the table of all runs: opened, revealed, and restored after a window reload. */
import { type Memento, ViewColumn, type WebviewPanel, window } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { PanelContext } from "../panel/panelContext";
import type { RunsTablePanel } from "./runsTablePanel";
import { SavedViews } from "./savedViews";

const viewType = "matrixNetwork.runsTable";

export class RunsTables extends DisposableStore {
  private open: RunsTablePanel | undefined;
  private readonly views: SavedViews;

  constructor(
    private readonly context: PanelContext,
    memory: Memento,
  ) {
    super();
    this.views = this.add(new SavedViews(memory));
    this.add(
      window.registerWebviewPanelSerializer(viewType, { deserializeWebviewPanel: (panel) => this.adopt(panel) }),
    );
  }

  async show(): Promise<void> {
    if (this.open) this.open.panel.reveal();
    else await this.adopt(window.createWebviewPanel(viewType, "", ViewColumn.Active));
  }

  override dispose(): void {
    this.open?.dispose();
    super.dispose();
  }

  /** Adopts a new panel, or one that VS Code has restored. */
  async adopt(panel: WebviewPanel): Promise<void> {
    const { RunsTablePanel } = await import("./runsTablePanel");
    // A concurrent call has already opened it.
    if (this.open) return panel.dispose();
    const shown = new RunsTablePanel(panel, this.context, this.views);
    this.open = shown;
    shown.onDidClose(() => {
      this.open = undefined;
    });
  }
}
