/** The prediction of a network: a bar per class or label, or the quantities; and the activations of every layer. */

import type { RequestResult } from "../../src/protocol/requests";
import { element } from "../ui/dom";
import { figure, percent, quantity, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { colorOf, makePalette } from "../weights/palette";

type Activations = RequestResult<"activations">;

/** @param label index of the correct class, if it is known */
export function answerBars(answers: readonly number[], classNames: readonly string[], label?: number): HTMLElement {
  const best = answers.indexOf(Math.max(...answers));
  return bars(classNames.map((name, i) => ({ name, share: answers[i], isAnswer: i === best, isRight: i === label })));
}

/** Draws a bar per label of multi-label data. @param targets 1 or 0 per label, if they are known */
export function labelBars(
  answers: readonly number[],
  names: readonly string[],
  targets?: readonly number[],
): HTMLElement {
  return bars(
    names.map((name, i) => {
      const isAnswer = answers[i] > 0.5;
      return { name, share: answers[i], isAnswer, isRight: targets?.[i] === 1, text: isAnswer ? "1" : "0" };
    }),
  );
}

interface Bar {
  readonly name: string;
  readonly share: number;
  readonly isAnswer: boolean;
  readonly isRight: boolean;
  readonly text?: string;
}

function bars(all: readonly Bar[]): HTMLElement {
  const rows = all.map(({ name, share, isAnswer, isRight, text }) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", `${Math.max(0, Math.min(1, share)) * 100}%`);
    return element(
      "tr",
      { class: isAnswer ? "best" : undefined },
      element("th", { scope: "row" }, `${name}${isRight ? " ✓" : ""}`),
      ...(text === undefined ? [] : [element("td", { class: "figure" }, text)]),
      element("td", { class: "bar-cell" }, bar),
      element("td", { class: "figure" }, percent(share)),
    );
  });
  return element("table", { class: "answers", "aria-label": t("Answers") }, element("tbody", {}, ...rows));
}

/** @param targets target values, if they are known */
export function quantities(
  answers: readonly number[],
  names: readonly string[],
  targets?: readonly number[],
): HTMLElement {
  const rows = names.map((name, i) => {
    const right = targets ? [element("td", { class: "figure" }, t("is {0}", quantity(targets[i])))] : [];
    const answer = element("td", { class: "figure" }, quantity(answers[i]));
    return element("tr", {}, element("th", { scope: "row" }, name), answer, ...right);
  });
  return element("table", { class: "answers", "aria-label": t("Answers") }, element("tbody", {}, ...rows));
}

/** Draws the activations (z) of every layer: a cell per unit, in rows of at most 50. */
export function activationStrips({ layers }: Activations, activations: readonly string[]): HTMLElement[] {
  const palette = makePalette();
  return layers.map((z, l) => {
    const largest = z.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const active = z.filter((value) => Math.abs(value) > 1e-6).length;
    const name = t(
      "Layer {0}, {1}: {2} of {3} units are not 0, the largest is {4}",
      l + 1,
      activations[l],
      whole(active),
      whole(z.length),
      figure(largest),
    );
    const columns = Math.min(50, z.length);
    const rows = Math.ceil(z.length / columns);
    const canvas = element("canvas", { width: columns, height: rows, class: "strip", role: "img", "aria-label": name });
    const context = canvas.getContext("2d");
    const image = context?.createImageData(columns, rows);
    if (context && image) {
      const pixels = new Uint32Array(image.data.buffer);
      for (const [i, value] of z.entries()) pixels[i] = colorOf(palette, value, largest);
      context.putImageData(image, 0, 0);
    }
    canvas.style.aspectRatio = `${columns} / ${rows}`;
    canvas.style.maxWidth = `${columns * 16}px`;
    return element("figure", {}, canvas, element("figcaption", {}, name));
  });
}
