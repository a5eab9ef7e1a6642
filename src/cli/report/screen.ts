/** Output in a terminal: the growing table of epochs, and below it a live sparkline and progress bar. */
import { watchedMetrics } from "../../config/schema/watchedMetrics";
import { isWatchedOnly } from "../../core/metricRegistry";
import { describeEdit } from "../../protocol/edited";
import { colors } from "./colors";
import { Course } from "./course";
import { EpochTable } from "./epochTable";
import { Footer, sparkLine } from "./footer";
import { hideCursor, type Out, showCursor } from "./liveLines";
import type { Reporter, Subject } from "./reporter";
import { closing, opening } from "./summaryLines";

export function screen(subject: Subject, out: Out = process.stdout): Reporter {
  const course = new Course(subject);
  const footer = new Footer(out, colors);
  let table: EpochTable | undefined;
  const restore = () => out.write(showCursor);
  process.once("exit", restore);

  const begin = () => {
    const { started } = course;
    if (!started) return;
    const { validation, test } = started.examples;
    const training = subject.session.config?.training;
    const has = { train: training?.trainAccuracy ?? false, validation: validation > 0, test: test > 0 };
    table = new EpochTable(out.columns || 80, has, training && watchedMetrics(training).filter(isWatchedOnly));
    const [first, ...more] = opening(subject, started);
    const lines = [colors.bold(first), ...more, "", colors.dim(table.heading())];
    footer.draw(course, `${hideCursor}${lines.join("\n")}\n`);
  };

  /** Before training starts there is no bar to draw. */
  const note = (line: string) => (course.started ? footer.draw(course, line) : footer.erase(line));

  return {
    show(event) {
      course.take(event);
      switch (event.type) {
        case "started":
          return begin();
        case "warning":
          return note(`${colors.yellow(event.message)}\n`);
        case "edited":
          return note(`${colors.cyan(describeEdit(event))}\n`);
        case "epoch": {
          const isBest = course.best?.epoch === event.epoch;
          const row = table?.row({ epoch: event, examples: course.started?.examples.train ?? 0, isBest }) ?? "";
          return footer.draw(course, `${isBest ? colors.green(row) : row}\n`);
        }
        case "progress":
        case "changed":
          return footer.draw(course);
        case "done": {
          const spark = sparkLine(course, colors, (out.columns || 80) - 1);
          const lines = [...(spark === undefined ? [] : [spark]), "", ...closing(event, course)];
          return footer.erase(`${lines.join("\n")}\n`);
        }
      }
    },
    note: (line) => note(`${colors.dim(line)}\n`),
    stopping: () => footer.draw(course, colors.yellow("stopping …\n")),
    end() {
      footer.erase();
      process.off("exit", restore);
      restore();
    },
  };
}
