/** Completions for runs and saved epochs to start from, with their metrics. */
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CompletionItemKind, l10n, type Uri, workspace } from "vscode";
import { runsDirOf, stemOf } from "../../../runs/folders";
import { formatBest, formatState, formatTime } from "../../base/formatting";
import type { Run, WorkspaceNetworks } from "../../workspace/networks";
import type { Offer } from "./offer";

/** Returns runs, the config's own first. Runs of configs in other folders cannot be found by name alone. */
export function runOffers(config: Uri, { all }: WorkspaceNetworks): Offer[] {
  const siblings = all.filter((network) => runsDirOf(network.config.fsPath) === runsDirOf(config.fsPath));
  const isOther = (uri: Uri) => Number(uri.fsPath !== config.fsPath);
  return siblings
    .sort((a, b) => isOther(a.config) - isOther(b.config))
    .flatMap(({ config: of, runs }) => runs.map((run) => runOffer(run, stemOf(of.fsPath))));
}

function runOffer(run: Run, network: string): Offer {
  const { folder, state, createdAt } = run;
  const reached = formatBest(run) || formatState(state);
  return {
    name: basename(folder),
    kind: CompletionItemKind.Reference,
    detail: `${network} · ${reached} · ${formatTime(createdAt)}`,
  };
}

/** Returns the saved epochs of a run. @param run the value in the config */
export async function epochOffers(config: Uri, run: string, { all }: WorkspaceNetworks): Promise<Offer[]> {
  const runs = all.flatMap((network) => network.runs);
  const knownFolder = runs.find((each) => basename(each.folder) === run)?.folder;
  // In an untrusted workspace, a config must not cause a folder to be read.
  const folder = knownFolder ?? (workspace.isTrusted ? join(dirname(config.fsPath), run) : undefined);
  const files = folder ? await readdir(join(folder, "epochs")).catch(() => []) : [];
  return files
    .flatMap((file) => /^(\d+)\.npz$/.exec(file)?.[1] ?? [])
    .map(Number)
    .filter((epoch) => epoch > 0)
    .sort((a, b) => b - a)
    .map((epoch) => ({
      name: String(epoch),
      kind: CompletionItemKind.Value,
      detail: l10n.t("epoch {0}", epoch),
      snippet: String(epoch),
    }));
}
