/** Base class of all editor panels with a page: each closes once, and disposes what it holds. */
import { EventEmitter, type WebviewPanel } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { PanelContext } from "./panelContext";

export abstract class PagePanel extends DisposableStore {
  private readonly closed = this.add(new EventEmitter<void>());
  readonly onDidClose = this.closed.event;
  protected isDisposed = false;
  /** Timer of delayed work, cleared when the panel closes. */
  protected timer: NodeJS.Timeout | undefined;

  constructor(
    readonly panel: WebviewPanel,
    protected readonly context: PanelContext,
  ) {
    super();
    this.add(panel.onDidDispose(() => this.dispose()));
    this.add({ dispose: () => context.clock.clearTimeout(this.timer) });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.closed.fire();
    super.dispose();
    this.panel.dispose();
  }
}
