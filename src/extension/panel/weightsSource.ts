/**
 * Pictures of weights for what the page shows: of a training of this window from its process, as it trains; of other runs, and of
 * the epochs that were kept, from the run folder.
 */

import type { Disposable } from "vscode";
import type { RunState } from "../../protocol/panel";
import type { RequestParams, WeightPicture } from "../../protocol/requests";
import type { Clock } from "../base/clock";
import type { TrainingProcess } from "../process/trainingProcess";
import type { RunReader } from "./runReader";

/** At most five pictures a second. */
const pauseMilliseconds = 200;

type Wanted = RequestParams<"weights">;

interface WeightsListener {
  onPicture(picture: WeightPicture): void;
  onNone(message: string): void;
}

export class WeightsSource implements Disposable {
  private wanted: Wanted | null = null;
  private training: TrainingProcess | undefined;
  private state: RunState | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastAsked = 0;
  private asking = false;
  private again = false;
  private disposed = false;

  constructor(
    private readonly reader: RunReader,
    private readonly listener: WeightsListener,
    private readonly clock: Clock,
  ) {}

  /** What the page shows now; null: nothing, and nobody is asked. */
  show(wanted: Wanted | null): void {
    if (JSON.stringify(wanted) === JSON.stringify(this.wanted)) return;
    this.wanted = wanted;
    this.renew();
  }

  /** Where live weights come from; undefined: from the run folder. */
  follow(training: TrainingProcess | undefined): void {
    if (this.training === training && this.state === training?.state) return;
    this.training = training;
    this.state = training?.state;
    this.renew();
  }

  /** There are new weights, or a page that has none yet. */
  renew(): void {
    this.again = this.asking;
    if (this.disposed || this.asking || this.timer || !this.wanted) return;
    const wait = Math.max(0, this.lastAsked + pauseMilliseconds - this.clock.now());
    this.timer = this.clock.setTimeout(() => void this.ask(), wait);
  }

  dispose(): void {
    this.disposed = true;
    this.clock.clearTimeout(this.timer);
  }

  private async ask(): Promise<void> {
    this.timer = undefined;
    const { wanted, live: training } = this;
    if (!wanted) return;
    this.asking = true;
    this.again = false;
    this.lastAsked = this.clock.now();
    try {
      const picture = training ? await training.request("weights", wanted) : await this.reader.ask("weights", wanted);
      if (this.wanted && !this.disposed) this.listener.onPicture(picture);
    } catch (error) {
      // A training that just ended is followed by its run folder.
      if (training === this.live && !this.disposed) this.listener.onNone((error as Error).message);
    }
    this.asking = false;
    if (this.again || this.live?.state === "running") this.renew();
  }

  /** The training that is asked: not where an epoch of before is wanted. */
  private get live(): TrainingProcess | undefined {
    return this.wanted?.at === "now" ? this.training : undefined;
  }
}
