/**
 * Hands a training over to another process, such as a debugger, and back: saves a checkpoint between two minibatches
 * and transfers the lock to that process. The session then ends without events: the run continues elsewhere.
 */
import { NetworkError } from "../../core/errors";
import type { OnClose, ParsedParams, RequestResult } from "../../protocol/requests";
import { thisMachine } from "../../runs/machine";
import type { RunWriter } from "../../runs/writer";
import { version } from "../experiment/version";
import type { Checkpoints } from "./checkpoints";
import type { PauseGate } from "./pauseGate";

/** A process that needs the training for itself and does not hand it over. */
export type Keeper = "program" | "debugger";

/** The process that continues a training. */
export interface HandedOver {
  readonly pid: number;
  /** Length of metrics.jsonl in bytes; the other process appends after it. */
  readonly metricsBytes: number;
}

interface Parts {
  readonly writer: RunWriter;
  readonly checkpoints: Checkpoints;
  readonly onClose: OnClose | undefined;
}

export class Handover {
  /** Undefined: any process may take the training over. */
  keeper: Keeper | undefined = "program";
  /** The process that trains now; set after the handover. */
  to: HandedOver | undefined;

  /** @param parts called between two minibatches; throws if training has not begun */
  constructor(
    private readonly gate: PauseGate,
    private readonly parts: () => Parts,
  ) {}

  /** Rejects with a NetworkError if the training is not handed over. */
  async request({ version: theirs, to }: ParsedParams<"handOver">): Promise<RequestResult<"handOver">> {
    return this.gate.betweenMinibatches(async () => {
      const { writer, checkpoints, onClose } = this.parts();
      const { folder } = writer;
      const { self, isAlive } = await thisMachine();
      const { pid } = self;
      if (this.keeper) throw new NetworkError(`hand-over/${this.keeper}`, { folder, pid });
      if (theirs !== version) throw new NetworkError("hand-over/version", { folder, pid, ours: version, theirs });
      // The other process may have ended during the wait.
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
