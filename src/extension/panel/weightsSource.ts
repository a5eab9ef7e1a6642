/**
 * Pictures of weights for what the page shows: of a training of this window from its process, as it trains; of other runs from a
 * child process in the role `serve`, which reads the run folder and ends by itself when it is not asked.
 */
import type { Disposable } from "vscode";
import type { RunState } from "../../protocol/panel";
import type { RequestParams, WeightPicture } from "../../protocol/requests";
import { type Child, startChild } from "../childProcess";
import type { Training } from "../training";

/** At most five pictures a second. */
const pauseMilliseconds = 200;

type Wanted = RequestParams<"weights">;

interface WeightsListener {
  onPicture(picture: WeightPicture): void;
  onNone(message: string): void;
}

export class WeightsSource implements Disposable {
  private wanted: Wanted | null = null;
  private training: Training | undefined;
  private state: RunState | undefined;
  private server: Child<"serve"> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastAsked = 0;
  private asking = false;
  private again = false;
  private disposed = false;

  constructor(
    private readonly folder: string,
    private readonly listener: WeightsListener,
    private readonly onLine: (line: string) => void,
  ) {}

  /** What the page shows now; null: nothing, and nobody is asked. */
  show(wanted: Wanted | null): void {
    if (JSON.stringify(wanted) === JSON.stringify(this.wanted)) return;
    this.wanted = wanted;
    this.renew();
  }

  /** Where live weights come from; undefined: from the run folder. */
  follow(training: Training | undefined): void {
    if (this.training === training && this.state === training?.state) return;
    this.training = training;
    this.state = training?.state;
    this.renew();
  }

  /** There are new weights, or a page that has none yet. */
  renew(): void {
    this.again = this.asking;
    if (this.disposed || this.asking || this.timer || !this.wanted) return;
    const wait = Math.max(0, this.lastAsked + pauseMilliseconds - Date.now());
    this.timer = setTimeout(() => void this.ask(), wait);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.server?.dispose();
  }

  private async ask(): Promise<void> {
    this.timer = undefined;
    const { wanted, training } = this;
    if (!wanted) return;
    this.asking = true;
    this.again = false;
    this.lastAsked = Date.now();
    try {
      const picture = training
        ? await training.request("weights", wanted)
        : await this.serve().channel.request("epochWeights", wanted);
      if (this.wanted && !this.disposed) this.listener.onPicture(picture);
    } catch (error) {
      // A training that just ended is followed by its run folder.
      if (training === this.training && !this.disposed) this.listener.onNone((error as Error).message);
    }
    this.asking = false;
    if (this.again || this.training?.state === "running") this.renew();
  }

  private serve(): Child<"serve"> {
    if (this.server) return this.server;
    const server = startChild<"serve">(["serve", this.folder], { onLine: this.onLine });
    this.server = server;
    void server.exited.then(() => {
      if (this.server === server) this.server = undefined;
    });
    return server;
  }
}
