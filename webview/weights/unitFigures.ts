/** What the run tells of its units, asked for while units are sorted by it, and again when the moment changes. */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { Host } from "../state/host";
import { askedAt, momentKey } from "../state/moment";
import type { State } from "../state/store";

/** While it trains, units change with every checkpoint; an order that changes as often cannot be looked at. */
const pauseMilliseconds = 3000;

export class UnitFigures {
  newest: RequestResult<"units"> | undefined;
  /** Why there are none, in words. */
  problem: string | undefined;
  private askedFor = "";
  private askedAt = 0;
  private asking = false;

  constructor(
    private readonly host: Host,
    private readonly onChange: () => void,
  ) {}

  /** Asks where the newest answer is of another moment. */
  want(state: State): void {
    const key = momentKey(state, this.host.remembered);
    const tooSoon = state.status?.state === "running" && Date.now() < this.askedAt + pauseMilliseconds;
    if (this.asking || !state.run || key === this.askedFor || (this.newest && tooSoon)) return;
    this.asking = true;
    this.askedFor = key;
    this.askedAt = Date.now();
    void this.ask(askedAt(state, this.host.remembered));
  }

  private async ask(at: At): Promise<void> {
    try {
      this.newest = await this.host.ask("units", { at });
      this.problem = undefined;
    } catch (error) {
      this.problem = (error as Error).message;
    }
    this.asking = false;
    this.onChange();
  }
}
