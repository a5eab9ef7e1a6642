/** Options that override keys of the config. */
import type { BackendName } from "../../core/names";

export interface Overrides {
  epochs?: number | undefined;
  seed?: number | undefined;
  backend?: "auto" | BackendName | undefined;
  threads?: "auto" | number | undefined;
}
