/** The statistics of a run's units, requested while units are sorted by them, and again when the moment changes. */
import type { RequestResult } from "../../src/protocol/requests";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";

/** Minimum time between two requests during training: an order that changes with every checkpoint is unreadable. */
const pauseMilliseconds = 3000;

export class UnitFigures {
  newest: RequestResult<"units"> | undefined;
  /** The reason why there are no statistics, for display. */
  problem: string | undefined;
  private state: State = emptyState;
  private readonly query: LiveQuery;

  constructor(host: Host, onChange: () => void) {
    this.query = new LiveQuery({
      every: pauseMilliseconds,
      key: () => (this.state.run ? "units" : undefined),
      at: () => momentOf(this.state, host.viewState),
      ask: async (at) => {
        this.newest = await host.ask("units", { at });
        this.problem = undefined;
        onChange();
      },
      fail: (message) => {
        this.problem = message;
        onChange();
      },
    });
  }

  /** Resolves when the statistics are those of the present moment. */
  settled(): Promise<void> {
    return this.query.settled();
  }

  /** @param wanted true while the statistics are used */
  render(state: State, wanted: boolean): void {
    this.state = state;
    this.query.show(wanted);
  }
}
