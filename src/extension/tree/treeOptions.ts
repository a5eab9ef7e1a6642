/** How a person wants to see the runs: in what order, and which. The workspace remembers it. */
import { commands, type Disposable, EventEmitter, type Memento } from "vscode";
import { type Filter, isFiltering, noFilter } from "./filter";
import type { Order } from "./order";

export class Choices implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: Memento) {
    this.tellMenus();
  }

  get order(): Order {
    return this.memory.get("runs.order", "newest");
  }

  get filter(): Filter {
    return { ...noFilter, ...this.memory.get<Partial<Filter>>("runs.filter") };
  }

  async sortBy(order: Order): Promise<void> {
    await this.memory.update("runs.order", order);
    this.changed.fire();
  }

  async filterBy(filter: Filter): Promise<void> {
    await this.memory.update("runs.filter", isFiltering(filter) ? filter : undefined);
    this.tellMenus();
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private tellMenus(): void {
    void commands.executeCommand("setContext", "matrixNetwork.filtered", isFiltering(this.filter));
  }
}
