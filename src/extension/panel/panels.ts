/** One panel per run: opened, revealed, and restored after a window reload. */
import { sep } from "node:path";
import { l10n, ViewColumn, type WebviewPanel, window } from "vscode";
import { nameOfRun } from "../../groups/finalRun";
import type { PanelTarget } from "../../protocol/panel";
import { formatTime } from "../base/formatting";
import { FolderPanels } from "./folderPanels";
import type { PanelContext } from "./panelContext";
import type { RunPanel } from "./runPanel";

export class Panels extends FolderPanels<RunPanel> {
  constructor(private readonly context: PanelContext) {
    super("matrixNetwork.run");
    this.add(
      context.networks.onDidChange(() => {
        for (const [folder, { panel }] of this.open) {
          const title = this.titleOf(folder);
          if (panel.title !== title) panel.title = title;
        }
      }),
    );
  }

  /** Returns the title: the run's own name, or its start time; in a group its trial. */
  private titleOf(folder: string): string {
    const name = this.context.networks.run(folder)?.name;
    const { network, run, created } = nameOfRun(folder);
    const trial = /\/trials\/(\d+)\/run$/.exec(run)?.[1];
    const time = formatTime(created);
    const inGroup = trial === undefined ? time : l10n.t("trial {0}, {1}", Number(trial), time);
    const called = run.endsWith("/final") ? l10n.t("all examples, {0}", time) : inGroup;
    return `${network} · ${name ?? called}`;
  }

  /** Opens or reveals the panel of a run; `look` navigates its page. */
  async show(folder: string, look?: PanelTarget): Promise<void> {
    const found = this.open.get(folder);
    if (found) found.panel.reveal();
    else {
      const panel = window.createWebviewPanel(this.viewType, "", {
        viewColumn: ViewColumn.Beside,
        preserveFocus: true,
      });
      await this.adopt(folder, panel);
    }
    if (look) this.open.get(folder)?.moveTo(look);
  }

  /** Folder of the run whose panel has the focus. */
  get active(): string | undefined {
    return [...this.open.values()].find(({ panel }) => panel.active)?.folder;
  }

  /** Closes the panels of all runs in a folder. */
  closeIn(folder: string): void {
    for (const [run, panel] of this.open) if (run.startsWith(folder + sep)) panel.dispose();
  }

  protected override async filling(folder: string) {
    const { RunPanel } = await import("./runPanel");
    return (panel: WebviewPanel) => {
      panel.title = this.titleOf(folder);
      return new RunPanel(folder, panel, this.context);
    };
  }
}
