/** What the run says of its units, asked for while units are sorted by it, and again when the moment changes. */
import type { RequestResult } from "../../src/protocol/requests";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";

/** While it trains, units change with every checkpoint; an order that changes as often cannot be looked at. */
const pauseMilliseconds = 3000;

export class UnitFigures {
  newest: RequestResult<"units"> | undefined;
  /** Why there are none, in words. */
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

  /** @param wanted somebody looks at them */
  render(state: State, wanted: boolean): void {
    this.state = state;
    this.query.show(wanted);
  }
}
