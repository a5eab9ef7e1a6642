/** Checks the executor of a sweep: its commands and options. */
import type { ExecutorConfig } from "../../schema/sweep";
import { placeholder, placeholderNames, placeholdersIn } from "../../sweep/placeholders";
import { type Diagnostic, leaveOut, type Path, report, titled } from "../finding";
import { nearest } from "../nearest";
import { changeTo } from "./sweepContext";

const at: Path = ["sweep", "executor"];

export function checkExecutor(executor: ExecutorConfig): Diagnostic[] {
  if (executor.type === "slurm") return (executor.options ?? []).flatMap(checkOption);
  if (executor.type === "local") return [];
  const { start, cancel } = executor;
  const placeholders = [
    ...checkPlaceholders(start, [...at, "start"]),
    ...(cancel === undefined ? [] : checkPlaceholders(cancel, [...at, "cancel"])),
  ];
  const used = placeholdersIn(start);
  const isLost = placeholders.length === 0 && !used.includes("command") && !used.includes("group");
  return [...placeholders, ...(isLost ? [report("sweep-start", [...at, "start"], {})] : [])];
}

/** Reports the first unknown placeholder of a line. */
function checkPlaceholders(line: string, path: Path): Diagnostic[] {
  const names: readonly string[] = placeholderNames;
  const name = placeholdersIn(line).find((each) => !names.includes(each));
  if (name === undefined) return [];
  const near = nearest(name, names);
  if (near === undefined) return [report("sweep-placeholder", path, { name, names })];
  const corrected = line.replace(placeholder, (word, each) => (each === name ? `{${near}}` : word));
  return [report("sweep-placeholder/near", path, { name, near, names }, changeTo(path, corrected))];
}

/** Options of sbatch that the executor itself sets. */
const reserved = [
  { long: "job-name", short: "J", id: "sweep-options/name" },
  { long: "array", short: "a", id: "sweep-options/array" },
  { long: "wrap", short: undefined, id: "sweep-options/script" },
  { long: "test-only", short: undefined, id: "sweep-options/test" },
  { long: "wait", short: "W", id: "sweep-options/wait" },
] as const;

function checkOption(option: string, i: number): Diagnostic[] {
  const path = [...at, "options", i];
  if (!/^-./.test(option)) return [report("sweep-options", path, { option })];
  // sbatch accepts prefixes of option names.
  const name = /^--([^=]+)/.exec(option)?.[1];
  const found = reserved.find(({ long, short }) =>
    name === undefined ? short !== undefined && option.startsWith(`-${short}`) : long.startsWith(name),
  );
  if (!found) return [];
  return [report(found.id, path, { option }, { ...leaveOut(path), ...titled("Remove {0}", JSON.stringify(option)) })];
}
