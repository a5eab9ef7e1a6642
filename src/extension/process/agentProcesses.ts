/**
 * The child processes that carry out the tools for agents, one per folder of the workspace. They start with the first
 * call; a training that one has started saves a checkpoint and ends with the window.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Disposable, type LogOutputChannel, l10n, Uri, workspace } from "vscode";
import { isIn } from "../../config/schema/configPaths";
import type { AgentTool } from "../../protocol/agentToolNames";
import type { RequestResult } from "../../protocol/requests";
import { configuredRunsFolder, workspacePaths } from "../base/settings";
import { untrustedReason } from "../base/trust";
import { type Child, startChild } from "./childProcess";

/** Input of a tool, as a language model gives it. */
export type ToolInput = Readonly<Record<string, unknown>>;

export class AgentProcesses implements Disposable {
  private readonly children = new Map<string, Child<"agent">>();
  private lastRoot: string | undefined;

  constructor(private readonly output: LogOutputChannel) {}

  /** Rejects with an Error of one line. */
  async call(tool: AgentTool, input: ToolInput): Promise<RequestResult<"callTool">> {
    if (!workspace.isTrusted) throw new Error(untrustedReason());
    const root = this.rootOf(input);
    this.lastRoot = root;
    const config = typeof input.config === "string" ? Uri.file(resolve(root, input.config)) : undefined;
    const runsDir = config && configuredRunsFolder(config);
    return this.child(root).channel.request("callTool", { tool, input, ...(runsDir !== undefined && { runsDir }) });
  }

  dispose(): void {
    for (const child of this.children.values()) child.dispose();
  }

  /** Returns the folder that has the named file; without a name, the folder of the last call. */
  private rootOf({ config, run, a }: ToolInput): string {
    const folders = workspacePaths();
    if (folders.length === 0) throw new Error(l10n.t("Open a folder first."));
    const name = [config, run, Array.isArray(a) ? a[0] : undefined].find((path) => typeof path === "string");
    const before = folders.find((folder) => folder === this.lastRoot) ?? folders[0];
    if (name === undefined) return before;
    return folders.find((folder) => isIn(resolve(folder, name), folder) && existsSync(resolve(folder, name))) ?? before;
  }

  private child(root: string): Child<"agent"> {
    const known = this.children.get(root);
    if (known) return known;
    const child = startChild<"agent">(["agent", root], { onLine: (line) => this.output.info(line) });
    this.children.set(root, child);
    void child.exited.then(() => {
      if (this.children.get(root) === child) this.children.delete(root);
    });
    return child;
  }
}
