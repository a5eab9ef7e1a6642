/** Examples with the predictions of two networks, as pictures for image data, else as table rows. */

import type { RequestResult } from "../../src/protocol/requests";
import { element } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { examplesTable } from "../ui/examplesTable";
import { figure, percent, quantity } from "../ui/format";
import { t } from "../ui/l10n";
import type { Predictions } from "./disagreement";

export interface Examples {
  readonly data: RequestResult<"data">;
  readonly a: Predictions;
  readonly b: Predictions;
  /** Indices in the set; `values` are the inputs of each. */
  readonly places: readonly number[];
  readonly values: readonly Float32Array[];
}

export const examplePredictions = (shown: Examples): HTMLElement =>
  shown.data.imageShape && shown.data.task === "classification" ? pictures(shown, shown.data.imageShape) : rows(shown);

function pictures({ data: { classNames }, a, b, places, values }: Examples, shape: readonly number[]): HTMLElement {
  const items = places.map((place, i) => {
    const name = classNames[a.actual[place]];
    const answers = [a, b].map((run, r) => {
      const right = run.predicted[place] === run.actual[place];
      const answer = classNames[run.predicted[place]];
      return { letter: "AB"[r], right, answer, confidence: percent(run.sure[place]) };
    });
    const words = answers.map(({ letter, answer, confidence, right }) =>
      t("{0} says {1}, {2}, {3}", letter, answer, confidence, right ? t("right") : t("wrong")),
    );
    const lines = answers.map(({ letter, answer, confidence, right }) =>
      element(
        "span",
        { class: right ? "answer right" : "answer" },
        `${letter} ${answer} ${right ? "✓" : "✗"} ${confidence}`,
      ),
    );
    const text = element(
      "div",
      { class: "texts", "aria-hidden": "true" },
      element("span", {}, t("is {0}", name)),
      ...lines,
    );
    const title = t("Example {0}: is {1}; {2}", place, name, words.join("; "));
    return element("li", { class: "apart", title }, exampleImage(values[i], shape, title), text);
  });
  return element("ul", { class: "gallery", "aria-label": t("Examples") }, ...items);
}

function rows({ data, a, b, places, values }: Examples): HTMLElement {
  const isClasses = data.task === "classification";
  const titles = isClasses ? [t("Class"), "A", "B"] : data.targetNames.flatMap((name) => [name, "A", "B", "A − B"]);
  const exampleRows = places.map((place, i) => ({
    head: [String(place)],
    texts: isClasses ? classesOf(data, a, b, place) : quantitiesOf(a, b, place),
    values: values[i],
  }));
  return examplesTable(data, titles, exampleRows);
}

const classesOf = ({ classNames }: Examples["data"], a: Predictions, b: Predictions, i: number): string[] => [
  classNames[a.actual[i]],
  ...[a, b].map(({ predicted, sure, actual }) => {
    return `${classNames[predicted[i]]} ${predicted[i] === actual[i] ? "✓" : "✗"} ${percent(sure[i])}`;
  }),
];

const quantitiesOf = (a: Predictions, b: Predictions, i: number): string[] =>
  Array.from({ length: a.width }, (_, k) => i * a.width + k).flatMap((k) => [
    ...[a.actual[k], a.predicted[k], b.predicted[k]].map(quantity),
    figure(a.predicted[k] - b.predicted[k]),
  ]);
