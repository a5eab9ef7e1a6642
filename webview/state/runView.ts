/** A view of a run's page that requests its contents: for the moment that the page shows, while the view is visible. */
import type { At } from "../../src/protocol/at";
import type { Host } from "./host";
import { LiveQuery, type LiveQueryOptions } from "./liveQuery";
import { momentOf } from "./moment";
import { emptyState, type State } from "./store";

export abstract class RunView {
  abstract readonly element: HTMLElement;
  protected state: State = emptyState;
  protected readonly query: LiveQuery;

  constructor(
    protected readonly host: Host,
    pace: Pick<LiveQueryOptions, "every" | "isOfNow">,
  ) {
    this.query = new LiveQuery({
      ...pace,
      key: () => this.key(),
      at: () => momentOf(this.state, host.viewState),
      prepare: () => this.prepare(),
      ask: (at) => this.ask(at),
      fail: (message) => this.fail(message),
    });
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.query.poll();
  }

  // As in LiveQueryOptions.
  protected abstract key(): string | undefined;
  protected abstract ask(at: At): Promise<void>;
  protected abstract fail(message: string): void;
  protected async prepare(): Promise<void> {}
}
