/** Order and filter of the tree's runs, saved in the workspace state. */
import { commands, type Disposable, EventEmitter, type Memento } from "vscode";
import { type Filter, isFiltering, noFilter } from "./filter";
import type { RunOrder } from "./order";

export class TreeOptions implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: Memento) {
    this.updateContextKey();
  }

  get order(): RunOrder {
    return this.memory.get("runs.order", "newest");
  }

  get filter(): Filter {
    return { ...noFilter, ...this.memory.get<Partial<Filter>>("runs.filter") };
  }

  async sortBy(order: RunOrder): Promise<void> {
    await this.memory.update("runs.order", order);
    this.changed.fire();
  }

  async filterBy(filter: Filter): Promise<void> {
    await this.memory.update("runs.filter", isFiltering(filter) ? filter : undefined);
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
