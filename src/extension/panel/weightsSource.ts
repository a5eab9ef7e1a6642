/**
 * Pictures of weights for what the page shows: of a training of this window from its process, as it trains; of other runs from a
 * child process in the role `serve`, which reads the run folder and ends by itself when it is not asked.
 */
import type { Disposable } from "vscode";
import type { RequestParams, WeightPicture } from "../../protocol/requests";
import { type Child, startChild } from "../childProcess";
import type { Training } from "../training";

/** At most five pictures a second. */
const pauseMilliseconds = 200;

type Wanted = RequestParams<"weights">;

export interface WeightsListener {
  onPicture(picture: WeightPicture): void;
  onNone(message: string): void;
}

export class WeightsSource implements Disposable {
  private wanted: Wanted | null = null;
  private training: Training | undefined;
  private server: Child<"serve"> | undefined;
  private timer: NodeJS.Timeout | undefined;
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
    this.wanted = wanted;
    this.askSoon(0);
  }

  /** Where live weights come from; undefined: from the run folder. */
  follow(training: Training | undefined): void {
    if (this.training === training) return;
    this.training = training;
    this.askSoon(0);
  }

  /** The run folder has new weights. */
  renew(): void {
    if (!this.training) this.askSoon(pauseMilliseconds);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.server?.dispose();
  }

  private askSoon(delay: number): void {
    if (this.disposed) return;
    if (this.asking) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), delay);
  }

  private async ask(): Promise<void> {
    const { wanted, training } = this;
    if (!wanted || this.disposed) return;
    this.asking = true;
    this.again = false;
    try {
      const picture = training
        ? await training.request("weights", wanted)
        : await this.serve().channel.request("epochWeights", wanted);
      if (this.wanted) this.listener.onPicture(picture);
    } catch (error) {
      // A training that just ended is followed by its run folder.
      if (training === this.training && !this.disposed) this.listener.onNone((error as Error).message);
    }
    this.asking = false;
    const moving = this.training?.state === "running";
    if (this.again || moving) this.askSoon(pauseMilliseconds);
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
