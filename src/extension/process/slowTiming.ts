/**
 * Times an epoch on a backend that takes seconds to start: in a separate process, so that no hover waits for it. The
 * process is killed when it takes too long, another question arrives, or a network trains. One at a time.
 */
import { type Disposable, type LogOutputChannel, l10n } from "vscode";
import type { RequestParams, RequestResult } from "../../protocol/requests";
import { type Child, startChild } from "./childProcess";

/** Backends that start quickly, which are timed by the inspector's process. */
const quick: readonly unknown[] = [undefined, "auto", "wasm", "wasm-relaxed", "blas"];
export const isSlow = (backend: unknown): boolean => !quick.includes(backend);

export class SlowTiming implements Disposable {
  /** Time limit; a longer timing is not worth an inlay hint. */
  maxMilliseconds = 20_000;
  private child: Child<"inspect"> | undefined;

  constructor(private readonly output: LogOutputChannel) {}

  /** Rejects with the code "too-slow" after the limit, with "channel-closed" when it is given up. */
  async time(params: RequestParams<"epochTime">): Promise<RequestResult<"epochTime">> {
    this.giveUp();
    const child = startChild<"inspect">(["inspect"], { onLine: (line) => this.output.debug(line) });
    this.child = child;
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      this.giveUp();
    }, this.maxMilliseconds);
    try {
      return await child.channel.request("epochTime", params);
    } catch (error) {
      const message = l10n.t("Timing an epoch took too long. In a terminal: matrix-network backends --measure CONFIG");
      throw isLate ? Object.assign(new Error(message), { code: "too-slow" }) : error;
    } finally {
      clearTimeout(late);
      child.dispose();
      if (this.child === child) this.child = undefined;
    }
  }

  giveUp(): void {
    this.child?.dispose();
    this.child?.kill();
    this.child = undefined;
  }

  dispose(): void {
    this.giveUp();
  }
}
