/** Results of the newest ended sweep of a config, for hovers on the keys that it varied and for quick fixes. */
import type { TextDocument } from "vscode";
import type { SweepAdvice } from "../../search/advice";
import type { Value } from "../../search/types";
import type { WorkspaceGroups } from "../workspace/groups";
import type { WorkspaceNetworks } from "../workspace/networks";
import { checked, parseConfig } from "./parsedConfig";

export interface SweepFound {
  readonly folder: string;
  readonly created: Date;
  readonly advice: SweepAdvice;
  /** Paths of all parameters of the sweep. */
  readonly swept: readonly string[];
  /** Other settings that have changed since; undefined if the current config has errors. */
  readonly changed: readonly string[] | undefined;
  /** Returns the current value of a setting, including defaults. */
  now(path: string): Value | undefined;
}

export class SweepsFound {
  private readonly advices = new Map<string, { closed: number; advice: SweepAdvice }>();

  constructor(
    private readonly networks: WorkspaceNetworks,
    private readonly groups: WorkspaceGroups,
  ) {}

  /** Returns the newest ended sweep that varied this setting, after reading the folders of the config's sweeps. */
  async of(document: TextDocument, path: string): Promise<SweepFound | undefined> {
    const network = await this.networks.findNetwork(document.uri);
    for (const folder of network?.groups ?? []) {
      if (!/[\\/]sweep-[^\\/]+$/.test(folder)) continue;
      const found = await this.read(folder, document, path);
      if (found) return found;
    }
    return undefined;
  }

  private async read(folder: string, document: TextDocument, path: string): Promise<SweepFound | undefined> {
    const { standing, watched } = await this.groups.poll(folder);
    if (!watched || standing?.kind !== "sweep" || standing.state !== "ended") return undefined;
    const plan = watched.sweepPlan;
    if (!plan?.space.some((parameter) => parameter.path === path)) return undefined;
    const [{ SweepAdvice }, { changedSince }, { parsePath, valueAt }] = await Promise.all([
      import("../../search/advice"),
      import("../../config/editor/changedSince"),
      import("../../config/sweep/paths"),
    ]);
    const { closed } = watched;
    const known = this.advices.get(folder);
    const advice = known?.closed === closed.length ? known.advice : new SweepAdvice(plan, closed);
    this.advices.set(folder, { closed: closed.length, advice });
    const swept = plan.space.map((parameter) => parameter.path);
    const { value: written } = await parseConfig(document);
    const { config } = await checked(document);
    const { resolveConfig } = await import("../../config/schema/resolve");
    const resolved = config && resolveConfig(config, 0);
    const values = standing.found[0]?.proposal.values ?? {};
    return {
      folder,
      created: standing.created,
      advice,
      swept,
      changed: config && changedSince(written, watched.group.config, swept, values),
      now: (setting) => {
        if (setting === "hiddenLayers") return resolved && resolved.layers.length - 1;
        const at = parsePath(setting);
        return at && (valueAt(resolved, at) as Value | undefined);
      },
    };
  }
}
