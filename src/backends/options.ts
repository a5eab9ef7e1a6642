/** Options of a backend. */
import type { Examples } from "../core/backend";
import type { Work } from "./threads";

export interface BackendOptions extends Work {
  readonly threads: "auto" | number;
  /** The training examples, with which `auto` measures backends. */
  readonly examples?: Examples | undefined;
  /** True if `auto` may take a GPU that was faster in an earlier run: for trainings alone. */
  readonly mayTakeGpu?: boolean | undefined;
}
