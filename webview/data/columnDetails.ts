/** The details of a column: its figures in words, its picture in large, and the bins or texts as a table. */
import type { ColumnProfile } from "../../src/protocol/dataProfile";
import { becomesText, relationText } from "../../src/protocol/dataProfile";
import { element } from "../ui/dom";
import { quantity, whole } from "../ui/format";
import { locale, t } from "../ui/l10n";
import { barPicture, barsOf } from "./bars";

export function columnDetails(column: ColumnProfile): HTMLElement {
  const { name, numbers, top } = column;
  const bars = barsOf(column);
  const words = wordsOf(column).map((text) => element("p", {}, text));
  if (bars.length === 0) return element("div", { class: "data-details" }, ...words);
  const picture = barPicture(
    bars,
    false,
    numbers ? t("Histogram of {0}", name) : t("Most frequent texts of {0}", name),
  );
  const rows = numbers
    ? bars.map((count, i) => [
        `${quantity(numbers.histogram.edges[i])} … ${quantity(numbers.histogram.edges[i + 1])}`,
        whole(count),
      ])
    : (top ?? []).map(({ text, count }) => [text === "" ? t("empty") : text, whole(count)]);
  const body = rows.map(([head, count]) =>
    element("tr", {}, element("th", { scope: "row" }, head), element("td", {}, count)),
  );
  const heads = [numbers ? t("Values") : t("Text"), t("Rows")].map((head) => element("th", { scope: "col" }, head));
  const table = element(
    "table",
    { "aria-label": t("Table: {0}", name) },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...body),
  );
  const shown = element("div", { class: "data-large" }, picture);
  if (numbers) {
    const ends = [numbers.minimum, numbers.maximum].map((end) => element("span", {}, quantity(end)));
    shown.append(element("div", { class: "data-ends", "aria-hidden": "true" }, ...ends));
  }
  const listed = element("details", {}, element("summary", {}, t("As a table")), table);
  return element("div", { class: "data-details" }, shown, element("div", {}, ...words), listed);
}

/** Returns the figures of a column as sentences. */
function wordsOf(column: ColumnProfile): string[] {
  const { numbers, relation, becomes, problem, present, missing } = column;
  const lines = [t("{0} rows with a value, {1} without.", whole(present), whole(missing))];
  if (numbers) {
    const { mean, deviation, quartiles, isEstimated, outliers } = numbers;
    const [lower, median, upper] = quartiles.map(quantity);
    lines.push(t("Mean {0}, standard deviation {1}.", quantity(mean), quantity(deviation)));
    lines.push(t("Quartiles {0}, {1} and {2}.", lower, median, upper));
    lines.push(t("{0} values are beyond 1.5 interquartile ranges of the quartiles.", whole(outliers)));
    if (isEstimated) lines.push(t("Quartiles, outliers and histogram are estimated from a random sample."));
  }
  if (relation) {
    const explained = {
      "eta-squared": t("{0}: the share of the variance that the groups explain.", relationText(relation, t, locale)),
      "cramers-v": t("{0}: Cramér's V, from 0 for independent to 1.", relationText(relation, t, locale)),
      pearson: t("{0}: Pearson's correlation with the label, from −1 to 1.", relationText(relation, t, locale)),
    };
    lines.push(explained[relation.kind]);
  }
  if (becomes) lines.push(t("Becomes {0}.", becomesText(becomes, t, locale)));
  if (problem !== undefined) lines.push(problem);
  return lines;
}
