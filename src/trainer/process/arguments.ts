/**
 * Parses the arguments of the child process: `train CONFIG | train GROUP --trial N | resume RUN | take RUN | serve RUN
 * | inspect | agent ROOT`, with the options of the command line.
 */
import { parseArgs } from "node:util";
import { NetworkError } from "../../core/errors";
import type { OnClose } from "../../protocol/requests";
import type { SessionOrder } from "../session/openSession";
import { parseBackend, parseCount, parseOnClose, parseSeconds, parseThreads, parseWhole } from "./options";

export type Role =
  /** `detached`: the process continues without its parent once its run folder exists. */
  | { role: "train"; order: SessionOrder; detached: boolean; onClose?: OnClose | undefined }
  | { role: "serve"; folder: string }
  | { role: "inspect" }
  | { role: "agent"; root: string };

/** Returns the role that the arguments name. Throws a NetworkError of kind "usage" if they are wrong. */
export function parseRole(args: readonly string[]): Role {
  const { values, positionals } = parse(args);
  const [role, path, ...more] = positionals;
  if (role === "inspect" && path === undefined) return { role };
  if (path === undefined || more.length > 0) throw wrongUsage();
  const given = <Value>(parser: (text: string) => Value, text: string | undefined) =>
    text === undefined ? undefined : parser(text);
  const overrides = {
    epochs: given(parseCount, values.epochs),
    seed: given(parseWhole, values.seed),
    backend: given(parseBackend, values.backend),
    threads: given(parseThreads, values.threads),
  };
  const { detached = false } = values;
  const keep = values["keep-schedule"] ? { keepSchedule: true } : {};
  const action = given(parseOnClose, values["on-close"]);
  const onClose = action && { action, graceSeconds: given(parseSeconds, values.grace) ?? 60 };
  const life = { detached, ...(onClose && { onClose }) };
  switch (role) {
    case "train":
      if (values.trial !== undefined) {
        const { threads } = overrides;
        const trial = parseWhole(values.trial);
        return { role: "train", order: { group: path, trial, runsDir: values.runs, threads }, ...life };
      }
      return { role: "train", order: { train: path, runsDir: values.runs, ...overrides }, ...life };
    case "resume":
      return { role: "train", order: { resume: path, ...keep, ...overrides }, ...life };
    case "take":
      return { role: "train", order: { takeOver: path }, ...life };
    case "serve":
      return { role: "serve", folder: path };
    case "agent":
      return { role: "agent", root: path };
    default:
      throw wrongUsage();
  }
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        epochs: text,
        seed: text,
        backend: text,
        threads: text,
        runs: text,
        /** Number of a group's trial, to train again. */
        trial: text,
        "keep-schedule": flag,
        /** Continues without the parent once the run folder exists. */
        detached: flag,
        /**
         * Set when a window starts the process: the action if no window is connected, and the seconds to wait for one.
         */
        "on-close": text,
        grace: text,
      },
    });
  } catch (error) {
    throw wrongUsage((error as Error).message);
  }
}

const wrongUsage = (reason?: string) => new NetworkError("usage", { ...(reason !== undefined && { reason }) });
