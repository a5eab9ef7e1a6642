/**
 * Panels that compare runs: opened, revealed, and restored after a window reload. A mark in the runs folder tells other
 * windows and the command line which runs are compared, so that they are not deleted.
 */
import { l10n, type Memento, TabInputWebview, ViewColumn, type WebviewPanel, window } from "vscode";
import type { ComparedMark } from "../../runs/comparedMark";
import { DisposableStore } from "../base/disposables";
import type { PanelContext } from "../panel/panelContext";
import type { ComparePanel } from "./comparePanel";

const viewType = "matrixNetwork.compare";
const memoryKey = "compared";

export class Comparisons extends DisposableStore {
  private readonly open = new Set<ComparePanel>();
  private isDisposed = false;
  private mark: Promise<ComparedMark> | undefined;

  /** @param memory of the runs that were compared before a reload: a background tab names them only when it is shown */
  constructor(
    private readonly context: PanelContext,
    private readonly memory: Memento,
  ) {
    super();
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          // The page's state survives the reload of a window.
          const folders = (state as { folders?: unknown } | undefined)?.folders;
          const isList = Array.isArray(folders) && folders.every((folder) => typeof folder === "string");
          if (isList) await this.adopt(folders, panel);
          else panel.dispose();
        },
      }),
    );
    // Panels of before a reload count as open, even if their tabs are not shown yet.
    const first = setImmediate(() => void this.renewMark());
    this.add({ dispose: () => clearImmediate(first) });
    this.add(window.tabGroups.onDidChangeTabs(() => this.renewMark()));
    this.add(window.tabGroups.onDidChangeTabGroups(() => this.renewMark()));
  }

  /** Runs of all panels, including those not shown yet since the window was reloaded. */
  get folders(): string[] {
    const shown = [...this.open].flatMap(({ folders }) => folders);
    const tabs = window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(viewType));
    const isAllShown = tabs.length <= this.open.size;
    return [...new Set([...shown, ...(isAllShown ? [] : this.memory.get<string[]>(memoryKey, []))])];
  }

  /** @param instead runs of a panel that then shows `folders` */
  async show(folders: readonly string[], instead: readonly string[] = folders): Promise<void> {
    const found = this.of(folders) ?? this.of(instead);
    if (!found) {
      const panel = window.createWebviewPanel(viewType, "", ViewColumn.Active);
      return this.adopt(folders, panel);
    }
    found.panel.reveal();
    if (!isSame(found.folders, folders)) await found.show(folders);
    await this.remember();
  }

  override dispose(): void {
    this.isDisposed = true;
    for (const panel of this.open) panel.dispose();
    super.dispose();
    void this.mark?.then((mark) => mark.leave());
  }

  /** Adopts a new panel, or one that VS Code has restored. */
  async adopt(folders: readonly string[], panel: WebviewPanel): Promise<void> {
    const { ComparePanel } = await import("./comparePanel");
    const shown = new ComparePanel(folders, panel, this.context);
    this.open.add(shown);
    shown.onDidClose(() => {
      this.open.delete(shown);
      if (!this.isDisposed) void this.remember();
    });
    await this.remember();
  }

  private async remember(): Promise<void> {
    void this.memory.update(memoryKey, this.folders);
    await this.renewMark();
  }

  private async renewMark(): Promise<void> {
    if (this.folders.length === 0 && !this.mark) return;
    this.mark ??= this.newMark();
    const mark = await this.mark;
    if (!this.isDisposed) await mark.set(this.folders);
  }

  private async newMark(): Promise<ComparedMark> {
    const { ComparedMark } = await import("../../runs/comparedMark");
    const { output } = this.context;
    return new ComparedMark({
      onProblem: ({ message }) =>
        output.warn(l10n.t("Other windows and the command line do not see which runs are compared: {0}", message)),
    });
  }

  private of(folders: readonly string[]): ComparePanel | undefined {
    return [...this.open].find((panel) => isSame(panel.folders, folders));
  }
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  [...some].sort().join("\n") === [...others].sort().join("\n");
