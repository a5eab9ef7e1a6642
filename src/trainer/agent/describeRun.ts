/** Describes runs for agents, and finds the newest ones in the root folder. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { listGroups } from "../../groups/listGroups";
import type { AgentRun } from "../../protocol/agentTools";
import { readEvents } from "../../runs/events";
import { figuresIn } from "../../runs/measured";
import { listRuns, type RunSummary, readRun } from "../../runs/summary";
import type { Root } from "./root";

/** Depth below the root folder at which folders of runs are searched. */
const maxDepth = 6;

/** Describes a run with the metrics of its latest epoch. Throws a NetworkError of kind "run". */
export async function describeRun(root: Root, folder: string): Promise<AgentRun> {
  const last = (await readEvents(folder, ["epoch"])).findLast((event) => event.type === "epoch");
  const run = summaryOf(root, await readRun(folder));
  return last?.type === "epoch" ? { ...run, figures: figuresIn(last) } : run;
}

export async function newestRuns(root: Root, most: number): Promise<{ runs: AgentRun[]; groups: string[] }> {
  const folders = await runsFolders(root.folder, maxDepth);
  const runs = (await Promise.all(folders.map((folder) => listRuns(folder)))).flat();
  const groups = (await Promise.all(folders.map(listGroups))).flat();
  const newest = runs.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, most);
  return {
    runs: newest.map((run) => summaryOf(root, run)),
    groups: groups.slice(0, most).map((each) => root.nameOf(each)),
  };
}

function summaryOf(
  root: Root,
  { folder, network, state, epoch, epochs, best, seconds, problem }: RunSummary,
): AgentRun {
  return {
    run: root.nameOf(folder),
    network,
    state,
    epoch,
    epochs,
    ...(best && { best }),
    seconds: rounded(seconds),
    ...(problem !== undefined && { problem }),
  };
}

/** Returns the folders `.matrix-network`. Links are not followed, because they may point outside. */
async function runsFolders(folder: string, depth: number): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((each) => each.isDirectory());
  const own = entries.filter(({ name }) => name === ".matrix-network").map(({ name }) => join(folder, name));
  const below = entries.filter(({ name }) => !name.startsWith(".") && name !== "node_modules");
  if (depth === 0) return own;
  return [...own, ...(await Promise.all(below.map(({ name }) => runsFolders(join(folder, name), depth - 1)))).flat()];
}

/** Rounds seconds to milliseconds. */
export const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

export const runText = ({ run, state, epoch, epochs, best }: AgentRun): string => {
  const value = best?.value?.toPrecision(4);
  return `${run}: ${state}, epoch ${epoch} of ${epochs}${best ? `, best ${best.metric} ${value} in epoch ${best.epoch}` : ""}`;
};
