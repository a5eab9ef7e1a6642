/** Examples of both kinds of mistakes: their actions, and their gallery of pictures or table. */

import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { momentOf } from "../state/moment";
import type { State } from "../state/store";
import type { SetName } from "../state/viewState";
import type { Given } from "../tryIt/tryItView";
import { element } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { examplesTable } from "../ui/examplesTable";
import { t } from "../ui/l10n";

/** The other tabs of the page that can show an example of the data. */
export interface Opens {
  tryIt(example: Given): void;
  network(example: Pick<Given, "set" | "index">): void;
  why(example: Pick<Given, "set" | "index">): void;
}

export interface Uses<Example> {
  /** Opens the example in Try It, by a click on its picture or row. */
  open(example: Example): void;
  network(example: Example): void;
  why(example: Example): void;
  /** Starts the debugger on the example. */
  debug(example: Example): void;
  /** Finds the minibatch after which the prediction became as it is, correct or wrong; undefined if unsupported. */
  moment?: ((example: Example) => void) | undefined;
}

/** @param given returns the data of an example for Try It */
export function usesOf<Example extends { index: number }>(
  { host, state, set, opens }: { host: Host; state: State; set: SetName; opens: Opens },
  given: (example: Example) => Given,
): Uses<Example> {
  return {
    open: (example) => opens.tryIt(given(example)),
    network: ({ index }) => opens.network({ set, index }),
    why: ({ index }) => opens.why({ set, index }),
    debug: ({ index }) => {
      const { at } = momentOf(state, host.viewState);
      host.send({ type: "debug", example: { set, index }, at });
    },
  };
}

/** Returns links for the other actions on an example. */
function linksOf<Example extends { index: number }>(example: Example, { network, why, debug, moment }: Uses<Example>) {
  const link = (text: string, name: string, go: (example: Example) => void) => {
    const made = element("button", { class: "link", title: name, "aria-label": name }, text);
    made.addEventListener("click", () => go(example));
    return made;
  };
  const { index } = example;
  return element(
    "span",
    { class: "ways" },
    link(t("Network"), t("Show example {0} in Network", index), network),
    " ",
    link(t("Why"), t("Show why example {0} is answered so", index), why),
    " ",
    link(t("Debug"), t("Debug example {0}", index), debug),
    ...(moment ? [" ", link(t("Moment"), t("Find when example {0} became right or wrong", index), moment)] : []),
  );
}

interface PictureWords {
  /** Text alternative of the picture. */
  readonly label: string;
  readonly title: string;
  /** Texts below the picture: the actual and the predicted value, then figures. */
  readonly texts: readonly string[];
}

export function picturesOf<Example extends { index: number; values: Float32Array }>(
  examples: readonly Example[],
  shape: readonly number[],
  uses: Uses<Example>,
  words: (example: Example) => PictureWords,
): HTMLElement {
  const items = examples.map((example) => {
    const { label, title, texts } = words(example);
    const button = element("button", {
      class: "picture",
      title: t("Example {0}: {1}. Opens it in Try It.", example.index, title),
    });
    const below = texts.map((text, i) =>
      element("span", { class: i === 0 ? "names" : "sure", "aria-hidden": "true" }, text),
    );
    button.append(exampleImage(example.values, shape, label), ...below);
    button.addEventListener("click", () => uses.open(example));
    return element("li", {}, button, linksOf(example, uses));
  });
  return element("ul", { class: "gallery", "aria-label": t("Examples") }, ...items);
}

/** @param texts returns the cells between an example's number and its inputs, one per title */
export function tableOf<Example extends { index: number; values: Float32Array }>(
  examples: readonly Example[],
  data: DataDescription,
  uses: Uses<Example>,
  titles: readonly string[],
  texts: (example: Example) => readonly string[],
): HTMLElement {
  const rows = examples.map((example) => {
    const number = element("button", { class: "link", title: t("Opens it in Try It") }, String(example.index));
    number.addEventListener("click", () => uses.open(example));
    return { head: [number, " ", linksOf(example, uses)], texts: texts(example), values: example.values };
  });
  return examplesTable(data, titles, rows);
}
