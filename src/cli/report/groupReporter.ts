/** What the terminal, a pipe or a program is shown of a group that is trained. */
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
  /** Of a trial's own run. */
  showRun(event: Event, trial: number): void;
  note(line: string): void;
  /** How it stands with the workers, as long as that holds; undefined where there is nothing to say. */
  status(line: string | undefined): void;
  /** Nothing comes any more: leaves the terminal as it was. */
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

/** Not where nothing but the numbers in it changes, which may be often. */
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

/** A table of the best trials and of those that run, which changes in place. */
function groupScreen(out: Out): GroupReporter {
  const live = new LiveLines(out);
  const table = new GroupTable();
  const restore = () => out.write(showCursor);
  process.once("exit", restore);
  out.write(hideCursor);
  // Columns that stay free: the terminal writes ^C there, and a line that wraps could not be taken away.
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

/** The first event of a group says what it is, the last one what it has come to. */
function once(): () => boolean {
  let calls = 0;
  return () => calls++ === 0;
}

const isEnd = ({ state }: TrialEvent): boolean => state === "done" || state === "failed";

const opening = ({ group }: GroupEvent): string => `group     ${relative(process.cwd(), group)}`;

/** What a group has come to. As long as it can be gone on with, nobody has won, and nothing is tied. */
export function closing({ done, failed, found, objectives, state, budget }: GroupEvent): string[] {
  const counts = `${counted(done, "trial")} done${failed > 0 ? `, ${failed} failed` : ""}`;
  if (state === "over" && done + failed === 0)
    return [`${state}: ${counts}; no generation began before budget.minutes were over: raise them in a new sweep`];
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
