/** The live lines below the table: drawn, erased and redrawn in place. */
import type { Colors } from "picocolors/types";
import { isMetricName, isWatchedOnly, metrics } from "../../core/metricRegistry";
import type { Course } from "./course";
import { clock, metricText, whole } from "./formatting";
import { LiveLines, type Out } from "./liveLines";
import { sparkline } from "./sparkline";

/** Columns that stay free: the terminal writes ^C there, and a wrapped line could not be erased. */
const room = 3;

export class Footer {
  private readonly live: LiveLines;

  constructor(
    private readonly out: Out,
    private readonly colors: Colors,
  ) {
    this.live = new LiveLines(out);
  }

  /** Replaces the drawn lines; `above` is printed permanently. */
  draw(course: Course, above = ""): void {
    this.live.draw(footerLines(course, this.colors, (this.out.columns || 80) - room), above);
  }

  erase(above = ""): void {
    this.live.erase(above);
  }
}

/** Returns lines of at most `width` columns. */
function footerLines(course: Course, colors: Colors, width: number): string[] {
  const spark = sparkLine(course, colors, width);
  return [...(spark === undefined ? [] : [spark]), barLine(course, colors, width)];
}

/** Shows the validation accuracy of all epochs, or the metric that chooses the best; undefined before the first. */
export function sparkLine({ ended, best }: Course, colors: Colors, width: number): string | undefined {
  const chosenBy = best && isMetricName(best.metric) ? best.metric : undefined;
  const shown = chosenBy && isWatchedOnly(chosenBy) ? chosenBy : "validationAccuracy";
  const values = ended.flatMap((epoch) => epoch[shown] ?? []);
  if (values.length === 0) return undefined;
  const title = shown === "validationAccuracy" ? "validation " : `validation ${metrics[shown].short} `;
  const figure = best && chosenBy === shown ? ` best ${metricText(shown, best.value)}` : "";
  return `${title}${colors.cyan(sparkline(values, width - title.length - figure.length))}${figure}`;
}

function barLine(course: Course, colors: Colors, width: number): string {
  const epoch = course.progress?.epoch ?? Math.min((course.ended.at(-1)?.epoch ?? 0) + 1, course.epochs);
  const rate = course.progress ? `  ${whole(course.progress.examplesPerSecond)} examples/s` : "";
  const time = course.secondsLeft === undefined ? "" : `  ${clock(course.secondsLeft)} left`;
  const before = `epoch ${epoch}/${course.epochs} `;
  for (const after of [`${rate}${time}`, time, ""]) {
    const left = width - before.length - after.length;
    if (left < 10) continue;
    const length = Math.min(left, 30);
    const full = Math.round(course.share * length);
    return `${before}${colors.green("█".repeat(full))}${colors.dim("░".repeat(length - full))}${after}`;
  }
  return before.slice(0, width);
}
