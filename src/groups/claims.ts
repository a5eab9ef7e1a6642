/**
 * Finds trials that may be started or continued: those without a claim, and those whose claim is over or of a dead
 * process. Its own machine asks the system; others watch the claim on their own clocks.
 */
import { judgeLock, LockWatch, type Verdict } from "../runs/lockWatch";
import { type Machine, thisMachine } from "../runs/machine";
import { type FoundClaim, findTrial, readClaim } from "./claimFile";

/** Time without a change after which another machine's claim is dead. */
const deadMilliseconds = 90_000;

export type ClaimState =
  /** `attempt` is the number of the claim to make. */
  | { state: "free"; attempt: number }
  /** `isCertain`: its process is known to live; else its claim was not watched long enough to be dead. */
  | { state: "claimed"; isCertain: boolean; host: string | undefined; pid: number | undefined }
  | { state: "ended" };

interface Options {
  machine?: Machine;
  /** Returns milliseconds of a monotonic clock. */
  now?: () => number;
}

/** One process's observations of a group's claims. */
export class Claims {
  private readonly watches = new Map<number, { attempt: number; watch: LockWatch }>();

  constructor(
    private readonly group: string,
    private readonly options: Options = {},
  ) {}

  async stateOf(trial: number): Promise<ClaimState> {
    const { hasResult, attempt } = await findTrial(this.group, trial);
    if (hasResult) return this.forget(trial, { state: "ended" });
    const found = attempt === 0 ? undefined : await readClaim(this.group, trial, attempt);
    if (!found) return this.forget(trial, { state: "free", attempt: attempt + 1 });
    const verdict = await this.judge(trial, attempt, found);
    if (verdict === "dead") return this.forget(trial, { state: "free", attempt: attempt + 1 });
    return { state: "claimed", isCertain: verdict === "alive", host: found.lock?.host, pid: found.lock?.pid };
  }

  private async judge(trial: number, attempt: number, found: FoundClaim): Promise<Verdict> {
    if (found.isOver) return "dead";
    const verdict = await judgeLock(found, this.options.machine ?? (await thisMachine()));
    if (verdict !== "unknown") return verdict;
    const known = this.watches.get(trial);
    const watch = known?.attempt === attempt ? known.watch : new LockWatch(deadMilliseconds);
    this.watches.set(trial, { attempt, watch });
    return watch.observe(found, (this.options.now ?? (() => performance.now()))());
  }

  private forget(trial: number, look: ClaimState): ClaimState {
    this.watches.delete(trial);
    return look;
  }
}
