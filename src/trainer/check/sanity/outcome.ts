/** What a sanity check says: checks that experienced people run by hand before they trust a network. */
import type { Path } from "../../../config/check/finding";
import type { RequestResult } from "../../../protocol/requests";
import type { Task } from "../../experiment/prepare";

/** `output` is what was looked at, a line each; of a failure the message says what it usually means, and `path` where to mend it. */
export type Outcome = RequestResult<"sanity">;

/** What a check needs of a task. */
export type Checked = Pick<Task, "config" | "dataset">;

export const passed = (output: string[]): Outcome => ({ state: "passed", output });

/** It cannot be asked of this config, or what was looked at does not tell. */
export const skipped = (message: string, output: string[] = []): Outcome => ({ state: "skipped", output, message });

export const failed = (path: Path, message: string, output: string[]): Outcome => ({
  state: "failed",
  output,
  message,
  path,
});

/** A figure as a person reads it. */
export const figure = (value: number): string => String(Number(value.toPrecision(4)));
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
