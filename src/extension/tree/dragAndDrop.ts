/** Drag and drop of runs: onto a config to compare the trained config with it, onto a run to compare the two runs. */
import {
  type CancellationToken,
  commands,
  type DataTransfer,
  DataTransferItem,
  type TreeDragAndDropController,
} from "vscode";
import { commandId } from "../base/commandIds";
import type { WorkspaceNetworks } from "../workspace/networks";
import { runsIn, type TreeNode } from "./node";
import { compareWithTrained } from "./trainedConfig";

/** MIME type of drags from this view, set by VS Code. */
const mimeType = "application/vnd.code.tree.matrixnetwork.networks";
/** MIME type that editors accept: dropping a config on an editor opens it. */
const filesType = "text/uri-list";

export class RunDragAndDrop implements TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [mimeType, filesType];
  readonly dropMimeTypes = [mimeType];

  constructor(private readonly networks: WorkspaceNetworks) {}

  handleDrag(nodes: readonly TreeNode[], data: DataTransfer): void {
    const folders = runsIn(nodes).map(({ folder }) => folder);
    if (folders.length > 0) data.set(mimeType, new DataTransferItem(folders));
    const configs = nodes.flatMap((node) => (node.kind === "network" ? [node.network.config.toString()] : []));
    if (configs.length > 0) data.set(filesType, new DataTransferItem(configs.join("\r\n")));
  }

  async handleDrop(target: TreeNode | undefined, data: DataTransfer, token: CancellationToken): Promise<void> {
    const folders: unknown = data.get(mimeType)?.value;
    if (!Array.isArray(folders) || token.isCancellationRequested) return;
    const runs = folders.flatMap((folder) => this.networks.run(String(folder)) ?? []);
    if (target?.kind === "network") {
      for (const run of runs) await compareWithTrained(run, target.network.config);
    } else if (target?.kind === "run" || target?.kind === "epoch") {
      const compared = new Set([target.run.folder, ...runs.map(({ folder }) => folder)]);
      if (compared.size > 1) await commands.executeCommand(commandId("compareRuns"), [...compared]);
    }
  }
}
