/**
 * Hands a training over to another process, as to a debugger and back: saves a checkpoint between two minibatches and
 * puts the lock into that process's name. The session then ends without a word: the run goes on elsewhere.
 */
import { NetworkError } from "../../core/errors";
import type { OnClose, ParsedParams, RequestResult } from "../../protocol/requests";
import { thisMachine } from "../../runs/machine";
import type { RunWriter } from "../../runs/writer";
import { version } from "../experiment/version";
import type { Checkpoints } from "./checkpoints";
import type { PauseGate } from "./pauseGate";

/** Who needs the training in its own process, and hands it over to nobody. */
export type Keeper = "program" | "debugger";

/** Who goes on with a training. */
export interface HandedOver {
  readonly pid: number;
  /** Of metrics.jsonl: what the other process says comes after them. */
  readonly metricsBytes: number;
}

interface Parts {
  readonly writer: RunWriter;
  readonly checkpoints: Checkpoints;
  readonly onClose: OnClose | undefined;
}

export class Handover {
  /** Undefined: it goes to whoever asks. */
  keeper: Keeper | undefined = "program";
  /** Who trains it now, once it was handed over. */
  to: HandedOver | undefined;

  /** @param parts throws where training has not begun; asked for between two minibatches */
  constructor(
    private readonly gate: PauseGate,
    private readonly parts: () => Parts,
  ) {}

  /** Rejects with a NetworkError where it stays here. */
  async request({ version: theirs, to }: ParsedParams<"handOver">): Promise<RequestResult<"handOver">> {
    return this.gate.betweenMinibatches(async () => {
      const { writer, checkpoints, onClose } = this.parts();
      const { folder } = writer;
      const { self, isAlive } = await thisMachine();
      const { pid } = self;
      if (this.keeper) throw new NetworkError(`hand-over/${this.keeper}`, { folder, pid });
      if (theirs !== version) throw new NetworkError("hand-over/version", { folder, pid, ours: version, theirs });
      // It may have ended while this waited.
      if (to.namespace === self.namespace && !isAlive(to.pid)) {
        throw new NetworkError("hand-over/gone", { folder, pid: to.pid });
      }
      await checkpoints.saveLast();
      await writer.written();
      const token = await writer.handOver(to);
      this.to = { pid: to.pid, metricsBytes: writer.metricsBytes };
      this.gate.isHandedOver = true;
      this.gate.stop("interrupted");
      return { token, ...(onClose && { onClose }) };
    });
  }
}
