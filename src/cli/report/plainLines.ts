/** Output if stdout is not a terminal: a line for every epoch, no live lines. */
import { describeEdit } from "../../protocol/edited";
import type { EpochEnded } from "../../protocol/events";
import { Course } from "./course";
import { cost, duration, whole } from "./formatting";
import type { Reporter, Subject } from "./reporter";
import { closing, formatSets, opening } from "./summaryLines";

export function plainLines(subject: Subject, out: Pick<NodeJS.WriteStream, "write"> = process.stdout): Reporter {
  const course = new Course(subject);
  const print = (...lines: string[]) => out.write(lines.map((line) => `${line}\n`).join(""));
  return {
    show(event) {
      course.take(event);
      if (event.type === "started") print(...opening(subject, event));
      if (event.type === "warning") console.error(event.message);
      if (event.type === "edited") print(describeEdit(event));
      if (event.type === "epoch") print(epochLine(event, course));
      if (event.type === "done") print(...closing(event, course));
    },
    note: (line) => console.error(line),
    stopping: () => console.error("stopping …"),
    end: () => {},
  };
}

function epochLine(ended: EpochEnded, { epochs, best, started }: Course): string {
  const { epoch, trainSeconds, evaluateSeconds } = ended;
  const rate = (started?.examples.train ?? 0) / Math.max(trainSeconds, 1e-6);
  return [
    `epoch ${epoch}/${epochs}`,
    `cost ${cost(ended.cost)}`,
    ...formatSets(ended),
    `${whole(rate)} examples/s`,
    duration(trainSeconds + evaluateSeconds),
    ...(best?.epoch === epoch ? ["best so far"] : []),
  ].join("  ");
}
