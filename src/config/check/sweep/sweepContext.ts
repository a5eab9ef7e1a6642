/** The input of the sweep rules, and the paths at which they report. */
import type { TaskName } from "../../../core/names";
import type { Space, Value } from "../../../search/types";
import type { NetworkConfig } from "../../schema";
import { type ResolvedConfig, resolveConfig } from "../../schema/resolve";
import type { SweepConfig } from "../../schema/sweep";
import { fixedOf, isSwept, spaceOf } from "../../sweep/plan";
import { type Setting, settingsOf } from "../../sweep/settings";
import { type Fix, type Path, titled } from "../finding";
import { taskOf } from "../rules/metric";

export interface SweepContext {
  readonly sweep: SweepConfig;
  readonly space: Space;
  readonly fixed: Readonly<Record<string, Value>>;
  /** One network of the config, without the sweep. */
  readonly config: ResolvedConfig;
  /** The config as written. */
  readonly written: Record<string, unknown>;
  readonly settings: ReadonlyMap<string, Setting>;
  /** Present if the config or the data determines it. */
  readonly task: TaskName | undefined;
}

/** Returns the context; undefined without a sweep. @param written the config as written */
export function sweepContext(config: NetworkConfig, written: unknown, task?: TaskName): SweepContext | undefined {
  if (!isSwept(config)) return undefined;
  const resolved = resolveConfig(config, 0);
  const { sweep } = config;
  return {
    sweep,
    space: spaceOf(sweep),
    fixed: fixedOf(sweep, resolved),
    config: resolved,
    written: written as Record<string, unknown>,
    settings: new Map(settingsOf(written).map((setting) => [setting.path, setting])),
    task: task ?? taskOf(config.data),
  };
}

/** Returns the path of a parameter, or of a value in it. */
export const atParameter = (path: string, ...rest: Path): Path => ["sweep", "parameters", path, ...rest];

/** Returns a fix for an array entry, which has no name. */
export const changeTo = (path: Path, set: unknown): Fix => ({
  ...titled("Change to {0}", JSON.stringify(set)),
  path,
  set,
});
