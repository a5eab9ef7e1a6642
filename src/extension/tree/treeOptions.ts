/** Order and filter of the tree's runs, saved in the workspace state. */
import { commands, type Disposable, EventEmitter, type Memento } from "vscode";
import { isFiltering, noFilter, type RunFilter } from "./filter";
import type { RunOrder } from "./order";

export class TreeOptions implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: Memento) {
    this.updateContextKey();
  }

  get order(): RunOrder {
    return this.state.get("runs.order", "newest");
  }

  get filter(): RunFilter {
    return { ...noFilter, ...this.state.get<Partial<RunFilter>>("runs.filter") };
  }

  async sortBy(order: RunOrder): Promise<void> {
    await this.state.update("runs.order", order);
    this.changed.fire();
  }

  async filterBy(filter: RunFilter): Promise<void> {
    await this.state.update("runs.filter", isFiltering(filter) ? filter : undefined);
    this.updateContextKey();
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private updateContextKey(): void {
    void commands.executeCommand("setContext", "matrixNetwork.filtered", isFiltering(this.filter));
  }
}
