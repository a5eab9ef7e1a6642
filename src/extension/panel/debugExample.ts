/** Starts the debugger on one example of a run. */
import { basename, dirname } from "node:path";
import { debug, l10n, Uri, workspace } from "vscode";
import type { PageMessage } from "../../protocol/panel";

type Example = Extract<PageMessage, { type: "debug" }>["example"];

export async function debugExample(run: string, epoch: number | "best" | "last", example: Example): Promise<boolean> {
  const network = basename(dirname(run));
  const name = "set" in example ? l10n.t("{0}: example {1}", network, example.index) : network;
  const launch = { type: "matrix-network", request: "launch", name, mode: "example", run, epoch, example };
  return debug.startDebugging(workspace.getWorkspaceFolder(Uri.file(run)), launch);
}
