/** What a caller may say in place of the config. */
import type { BackendName } from "../../core/names";

/** What takes the place of keys of the config. */
export interface Overrides {
  epochs?: number | undefined;
  seed?: number | undefined;
  backend?: "auto" | BackendName | undefined;
  threads?: "auto" | number | undefined;
}
