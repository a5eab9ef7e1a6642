/**
 * Findings of a config's newest run, shown while the text matches the trained config. Runs are read again after they
 * change, and only for open configs.
 */
import { type Disposable, EventEmitter, type TextDocument, type Uri } from "vscode";
import type { Finding } from "../../config/check/check";
import type { NetworkConfig } from "../../config/schema";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { PanelTarget } from "../../protocol/panel";
import type { RunDiagnostic } from "../../runs/diagnosis";
import { DisposableStore } from "../base/disposables";
import { isActive } from "../base/formatting";
import type { Run, WorkspaceNetworks } from "../workspace/networks";

/** A finding of a run, and the part of the panel that shows it. */
export interface RunFinding extends Finding {
  folder: string;
  look: PanelTarget;
}

export const isRunFinding = (finding: Finding): finding is RunFinding => "look" in finding;

interface DiagnosedRun {
  folder: string;
  config: ResolvedConfig;
  seed: number;
  diagnostics: RunDiagnostic[];
}

export class RunFindings implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<Uri>());
  /** Fires when a config has another newest run, or its newest run has ended. */
  readonly onDidChange = this.changed.event;
  /** The diagnosed run, by config. */
  private readonly cache = new Map<string, { stamp: string; read: Promise<DiagnosedRun | undefined> }>();

  constructor(private readonly networks: WorkspaceNetworks) {
    this.store.add(
      networks.onDidChange(() => {
        for (const [config, { stamp }] of this.cache) {
          const network = networks.all.find((each) => each.config.toString() === config);
          if (network && runStamp(network.runs[0]) !== stamp) this.changed.fire(network.config);
        }
      }),
    );
  }

  async findingsFor(document: TextDocument, config: NetworkConfig): Promise<RunFinding[]> {
    const run = this.networks.network(document.uri)?.runs[0];
    const read = await this.readRun(document.uri, run);
    if (!read || read.diagnostics.length === 0) return [];
    const { isAsTrained } = await import("../../config/compare/asTrained");
    if (!isAsTrained(config, read.config, read.seed)) return [];
    const { parseConfig } = await import("./parsedConfig");
    const text = await parseConfig(document);
    const { folder } = read;
    return read.diagnostics.map((diagnostic) => ({ ...text.atValue(diagnostic), folder, look: diagnostic.look }));
  }

  dispose(): void {
    this.store.dispose();
  }

  private readRun(config: Uri, run: Run | undefined): Promise<DiagnosedRun | undefined> {
    const stamp = runStamp(run);
    const found = this.cache.get(config.toString());
    if (found?.stamp === stamp) return found.read;
    const read = run && !isActive(run.state) ? diagnoseRun(run.folder) : Promise.resolve(undefined);
    this.cache.set(config.toString(), { stamp, read });
    return read;
  }
}

/** Returns a stamp that changes when the run must be diagnosed again: a run that is being copied may be incomplete. */
const runStamp = (run: Run | undefined): string => {
  if (!run) return "";
  return isActive(run.state) ? `${run.folder} active` : `${run.folder} ${run.state} ${run.epoch}`;
};

/** Returns undefined for a run that cannot be read; the tree shows the error. */
async function diagnoseRun(folder: string): Promise<DiagnosedRun | undefined> {
  const [{ diagnose }, { readEvents }, { readManifest }] = await Promise.all([
    import("../../runs/diagnosis"),
    import("../../runs/events"),
    import("../../runs/manifest"),
  ]);
  try {
    const { config, seed } = await readManifest(folder);
    return {
      folder,
      config,
      seed,
      diagnostics: diagnose(await readEvents(folder, ["started", "epoch", "layers", "done", "failed"]), config),
    };
  } catch {
    return undefined;
  }
}
