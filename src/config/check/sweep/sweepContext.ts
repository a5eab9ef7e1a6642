/** What the rules about a sweep look at, and where in the file they report. */
import type { TaskName } from "../../../core/names";
import type { Space, Value } from "../../../search/types";
import type { NetworkConfig } from "../../schema";
import { type ResolvedConfig, resolveConfig } from "../../schema/resolve";
import type { SweepConfig } from "../../schema/sweep";
import { fixedOf, isSwept, spaceOf } from "../../sweep/plan";
import { type Setting, settingsOf } from "../../sweep/settings";
import type { Fix, Path } from "../finding";
import { taskOf } from "../rules/metric";

export interface SweepContext {
  readonly sweep: SweepConfig;
  readonly space: Space;
  readonly fixed: Readonly<Record<string, Value>>;
  /** One network of the config, without the sweep. */
  readonly config: ResolvedConfig;
  /** As the file says it. */
  readonly written: Record<string, unknown>;
  readonly settings: ReadonlyMap<string, Setting>;
  /** Where the config alone tells it, or the data does. */
  readonly task: TaskName | undefined;
}

/** Undefined where nothing is swept. @param written as the file says it */
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

/** Of a parameter, or of something in it. */
export const atParameter = (path: string, ...rest: Path): Path => ["sweep", "parameters", path, ...rest];

/** Of an entry of a list, which has no name. */
export const changeTo = (path: Path, set: unknown): Fix => ({ title: `Change to ${JSON.stringify(set)}`, path, set });
