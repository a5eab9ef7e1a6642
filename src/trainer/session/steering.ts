/**
 * The interface by which the debugger steers a training: between two calls of the backend it limits the length of the
 * next call, and it can hold the training there. Without it nothing is asked.
 */
import type { Backend } from "../../core/backend";
import type { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import type { Changed } from "../../protocol/events";
import type { Experiment } from "../experiment/prepare";
import type { Training } from "../experiment/training";
import type { PauseGate } from "./pauseGate";

/** A training that is about to begin or to continue. */
export interface Steered {
  readonly training: Training;
  readonly backend: Backend;
  readonly experiment: Experiment;
  readonly gate: PauseGate;
  /** Path of the run folder. */
  readonly folder: string;
  /** Settings that were changed in earlier sessions. */
  readonly changes: readonly Changed[];
  /** Values that were set by hand in earlier sessions. */
  readonly edits: readonly Edited[];
}

export interface Steering {
  /** Called once the run folder exists, before anything is trained. */
  begin(steered: Steered): void;
  /** Returns how many minibatches to train before the next call. After 0 the session waits while it is paused. */
  ahead(): Promise<number>;
  /** Called if the next minibatch's cost is not finite; training fails with this error once it resolves. */
  failing(error: NetworkError): Promise<void>;
}
