/** What a backend is made for. */
import type { Examples } from "../core/backend";
import type { Work } from "./threads";

export interface BackendOptions extends Work {
  readonly threads: "auto" | number;
  /** The training examples; `auto` measures backends with them. */
  readonly examples?: Examples | undefined;
}
