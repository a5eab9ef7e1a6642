/** The hover text of the data: number of examples, class balance, and the first examples as images. */

import { l10n, type MarkdownString } from "vscode";
import { visibleText } from "../../messages/visibleText";
import type { DataSummary } from "../../protocol/requests";
import { markdownLines, markdownText } from "../base/markdown";
import { messageOf } from "../base/translated";
import type { Inspected, Reading } from "../process/inspector";
import { samplePicture } from "./samplePicture";
import { formatCount } from "./shapeText";

/** Largest number of classes that are listed. */
const maxClasses = 30;
const barLength = 20;
/** Approximate height of the image in pixels. */
const pictureHeight = 56;

export function dataText(inspected: Inspected | undefined): MarkdownString | undefined {
  if (!inspected) return undefined;
  if (inspected.reading) return markdownLines([readingText(inspected.reading)]);
  if (!inspected.summary) return inspected.problem && markdownLines([messageOf(inspected.problem)]);
  const { summary } = inspected;
  const text = markdownLines([messageOf({ message: summary.text, ...summary.said })]);
  if (summary.form) text.appendMarkdown(`\n\n${markdownText(messageOf(summary.form))}`);
  const pictures = exampleImages(summary);
  if (pictures) text.appendMarkdown(`\n\n${pictures}\n\n`);
  if (summary.classes.length > 0 && summary.classes.length <= maxClasses)
    text.appendCodeblock(classBalance(summary), "text");
  return text;
}

/** Returns "The data is still being read: 120 MB on the disk, rows so far: 1,200,000, columns: 12". */
function readingText({ bytes, rows, columns }: Reading): string {
  const known = [
    bytes !== undefined &&
      bytes > 0 &&
      l10n.t("{0} MB on the disk", (bytes / 2 ** 20).toFixed(bytes < 2 ** 24 ? 1 : 0)),
    rows !== undefined && l10n.t("rows so far: {0}", formatCount(rows)),
    columns !== undefined && l10n.t("columns: {0}", formatCount(columns)),
  ].filter((part) => typeof part === "string");
  if (known.length === 0) return l10n.t("The data is still being read.");
  return l10n.t("The data is still being read: {0}", known.join(", "));
}

/** Returns one line per class: name, bar, number of training examples. */
function classBalance({ classes: written }: DataSummary): string {
  const classes = written.map((each) => ({ ...each, name: visibleText(each.name) }));
  const largest = Math.max(...classes.map(({ train }) => train), 1);
  const longest = Math.max(...classes.map(({ name }) => name.length));
  return classes
    .map(({ name, train }) => {
      const bar = "█".repeat(Math.round((barLength * train) / largest));
      return `${name.padEnd(longest)} ${bar.padEnd(barLength)} ${formatCount(train)}`;
    })
    .join("\n");
}

function exampleImages({ imageShape, samples, minimum, maximum, classes }: DataSummary): string | undefined {
  if (imageShape?.length !== 2 || samples.length === 0) return undefined;
  const [height, width] = imageShape;
  const scale = Math.max(1, Math.round(pictureHeight / height));
  const values = samples.map((sample) => sample.values);
  const bitmap = samplePicture({ samples: values, height, width, minimum, maximum, scale });
  const names = samples
    .map(({ label }) => markdownText(label === undefined ? "" : (classes[label]?.name ?? "")))
    .join(", ");
  return `![${l10n.t("The first examples")}](data:image/bmp;base64,${bitmap.toString("base64")})  \n${names}`;
}
