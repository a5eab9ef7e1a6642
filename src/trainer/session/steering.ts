/**
 * What steers a training from beside it, as the debugger does: between two calls of the backend it says how far the
 * next one may go, and it can hold the training there. Without it nothing is asked.
 */
import type { Backend } from "../../core/backend";
import type { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import type { Changed } from "../../protocol/events";
import type { Experiment } from "../experiment/prepare";
import type { Training } from "../experiment/training";
import type { PauseGate } from "./pauseGate";

/** A training that is about to begin, or to go on. */
export interface Steered {
  readonly training: Training;
  readonly backend: Backend;
  readonly experiment: Experiment;
  readonly gate: PauseGate;
  /** The run folder. */
  readonly folder: string;
  /** Settings that were changed in earlier sessions. */
  readonly changes: readonly Changed[];
  /** Values that were set by hand in them. */
  readonly edits: readonly Edited[];
}

export interface Steering {
  /** Called once the run has its folder, before anything is trained. */
  begin(steered: Steered): void;
  /** How many minibatches may be trained before it is asked again. With 0 the session waits while it is paused. */
  ahead(): Promise<number>;
  /** The cost of the next minibatch is not finite; the training fails with this error once it resolves. */
  failing(error: NetworkError): Promise<void>;
}
