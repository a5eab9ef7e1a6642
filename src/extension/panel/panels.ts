/** One panel per run: opened, found again, and restored after the window was reloaded. */
import { basename, dirname } from "node:path";
import { Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import * as z from "zod";
import { DisposableStore } from "../disposables";
import { type PanelContext, RunPanel } from "./runPanel";

const viewType = "matrixNetwork.run";
/** What the page keeps for the reload of a window. */
const savedSchema = z.looseObject({ folder: z.string() });

export class Panels extends DisposableStore {
  private readonly open = new Map<string, RunPanel>();

  constructor(private readonly context: PanelContext) {
    super();
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          const saved = savedSchema.safeParse(state);
          if (saved.success) this.adopt(saved.data.folder, panel);
          else panel.dispose();
        },
      }),
    );
  }

  show(folder: string): RunPanel {
    const found = this.open.get(folder);
    if (found) {
      found.panel.reveal();
      return found;
    }
    const panel = window.createWebviewPanel(viewType, "", { viewColumn: ViewColumn.Beside, preserveFocus: true });
    return this.adopt(folder, panel);
  }

  /** The run whose panel has the focus. */
  get active(): string | undefined {
    return [...this.open.values()].find(({ panel }) => panel.active)?.folder;
  }

  close(folder: string): void {
    this.open.get(folder)?.dispose();
  }

  override dispose(): void {
    for (const panel of this.open.values()) panel.dispose();
    super.dispose();
  }

  private adopt(folder: string, panel: WebviewPanel): RunPanel {
    const { extension } = this.context;
    panel.title = `${basename(dirname(folder))} · ${basename(folder).replace(/^\d{8}T(\d\d)(\d\d)(\d\d)Z.*/, "$1:$2:$3")}`;
    panel.iconPath = {
      light: Uri.joinPath(extension, "media", "config-light.svg"),
      dark: Uri.joinPath(extension, "media", "config-dark.svg"),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, "dist", "webview")] };
    const shown = new RunPanel(folder, panel, this.context);
    this.open.set(folder, shown);
    shown.onDidClose(() => this.open.delete(folder));
    return shown;
  }
}
