/** Output about a group in training, for a terminal, a pipe or a program. */
import { relative } from "node:path";
import { type Event, protocolVersion } from "../../protocol/events";
import type { AnyGroupEvent, GroupEvent, TrialEvent } from "../../protocol/groupEvents";
import { budgetText } from "../../search/budgetLeft";
import { version } from "../../trainer/experiment/version";
import { colors } from "./colors";
import { counted } from "./formatting";
import { GroupTable } from "./groupTable";
import { hideCursor, LiveLines, type Out, showCursor } from "./liveLines";
import { settingsText, trialLine } from "./trialLines";

export interface GroupReporter {
  show(event: AnyGroupEvent): void;
  /** Shows an event of a trial's run. */
  showRun(event: Event, trial: number): void;
  note(line: string): void;
  /** Shows the current state of the workers; undefined clears it. */
  status(line: string | undefined): void;
  /** Ends the output and restores the terminal. */
  end(): void;
}

export function chooseGroupReporter(json: boolean, out: Out & { isTTY?: boolean } = process.stdout): GroupReporter {
  if (json) return jsonGroupLines();
  return out.isTTY ? groupScreen(out) : plainGroupLines();
}

function jsonGroupLines(): GroupReporter {
  const print = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  print({ type: "hello", protocol: protocolVersion, version });
  return {
    show: print,
    showRun: (event, trial) => print({ ...event, trial }),
    note: (line) => console.error(line),
    status: whereItChanges((line) => console.error(line)),
    end: () => {},
  };
}

/** Omits lines in which only the numbers change, which may be often. */
function whereItChanges(print: (line: string) => void): GroupReporter["status"] {
  let last = "";
  return (line = "") => {
    const words = line.replace(/\d+/g, "");
    if (words !== last && line !== "") print(line);
    last = words;
  };
}

function plainGroupLines(): GroupReporter {
  const print = (...lines: string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  const isFirst = once();
  return {
    show(event) {
      if (event.type === "group" && isFirst()) return print(opening(event));
      if (event.type === "trial" && isEnd(event)) print(trialLine(event));
      if (event.type === "group") print(...closing(event));
    },
    showRun: () => {},
    note: (line) => console.error(line),
    status: whereItChanges((line) => console.error(line)),
    end: () => {},
  };
}

/** A table of the best and the running trials, updated in place. */
function groupScreen(out: Out): GroupReporter {
  const live = new LiveLines(out);
  const table = new GroupTable();
  const restore = () => out.write(showCursor);
  process.once("exit", restore);
  out.write(hideCursor);
  // Columns that stay free: the terminal writes ^C there, and a wrapped line could not be erased.
  const width = () => (out.columns || 80) - 3;
  let status: string | undefined;
  const lines = () => [
    ...table.lines(width(), colors),
    ...(status === undefined ? [] : [colors.dim(status.slice(0, width()))]),
  ];
  const draw = (above = "") => live.draw(lines(), above);
  const isFirst = once();
  return {
    show(event) {
      table.take(event);
      if (event.type === "group" && isFirst()) return draw(`${opening(event)}\n`);
      if (event.type === "trial" && event.state === "failed") return draw(`${colors.yellow(trialLine(event))}\n`);
      if (event.type === "group") {
        const ended = [...table.lines(width(), colors), "", ...closing(event)];
        return live.erase(`${ended.join("\n")}\n`);
      }
      draw();
    },
    showRun: () => {},
    note: (line) => draw(`${colors.dim(line)}\n`),
    status(line) {
      status = line;
      draw();
    },
    end() {
      live.erase();
      process.off("exit", restore);
      restore();
    },
  };
}

/** Returns true on the first call: a group's first event describes it, the last one has its result. */
function once(): () => boolean {
  let calls = 0;
  return () => calls++ === 0;
}

const isEnd = ({ state }: TrialEvent): boolean => state === "done" || state === "failed";

const opening = ({ group }: GroupEvent): string => `group     ${relative(process.cwd(), group)}`;

/** Returns the result of a group. As long as it can continue, it has no winner and no ties. */
export function closing({ done, failed, found, objectives, state, budget }: GroupEvent): string[] {
  const counts = `${counted(done, "trial")} done${failed > 0 ? `, ${failed} failed` : ""}`;
  if (state === "over" && done + failed === 0)
    return [`${state}: ${counts}; no generation started within budget.minutes; raise it in a new sweep`];
  const left = budget ? [`budget    ${budgetText(budget)}; a new sweep with a larger one tries them`] : [];
  const metrics = objectives.map(({ metric }) => metric);
  const [winner, ...others] = found;
  if (!winner) return [`${state}: ${counts}`, ...left];
  const figures = ({ objectives: values }: GroupEvent["found"][number]) =>
    metrics.map((metric, i) => `${metric} ${Number(values[i].toPrecision(4))}`).join(", ");
  const line = (each: typeof winner) =>
    `trial ${each.trial}: ${figures(each)}${each.seeds > 1 ? ` (mean of ${each.seeds} seeds)` : ""}; ${settingsText(each.values)}`;
  const [best, other] =
    state !== "over" ? ["so far", "so far"] : metrics.length > 1 ? ["front ", "front "] : ["winner", "tied  "];
  return [
    `${state}: ${counts}`,
    ...left,
    `${best}    ${line(winner)}`,
    ...others.map((each) => `${other}    ${line(each)}`),
    `run       ${relative(process.cwd(), winner.run)}`,
  ];
}
