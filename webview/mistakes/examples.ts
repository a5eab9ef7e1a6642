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
import { type Icon, iconButton } from "../ui/iconButton";
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

interface Way {
  readonly text: string;
  readonly icon: Icon;
  /** Accessible name. */
  readonly name: string;
  go(): void;
}

/** Returns the other actions on an example. */
function waysOf<Example extends { index: number }>(example: Example, uses: Uses<Example>): Way[] {
  const { network, why, debug, moment } = uses;
  const way = (text: string, icon: Icon, name: string, go: (example: Example) => void): Way => ({
    ...{ text, icon, name },
    go: () => go(example),
  });
  const { index } = example;
  return [
    way(t("Network"), "type-hierarchy", t("Show example {0} in Network", index), network),
    way(t("Why"), "question", t("Show why example {0} is answered so", index), why),
    way(t("Debug"), "debug-alt", t("Debug example {0}", index), debug),
    ...(moment ? [way(t("Moment"), "history", t("Find when example {0} became right or wrong", index), moment)] : []),
  ];
}

/** Returns the actions as words. */
function linksOf(ways: readonly Way[]): HTMLElement {
  const links = ways.map(({ text, name, go }) => {
    const made = element("button", { class: "link", title: name, "aria-label": name }, text);
    made.addEventListener("click", go);
    return made;
  });
  return element("span", { class: "ways" }, ...links.flatMap((link) => [link, " "]));
}

/** Returns the actions as icons, which are hardly wider than a picture. */
const iconsOf = (ways: readonly Way[]): HTMLElement =>
  element("span", { class: "ways" }, ...ways.map(({ name, icon, go }) => iconButton(name, icon, go).element));

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
    return element("li", {}, button, iconsOf(waysOf(example, uses)));
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
    return { head: [number, " ", linksOf(waysOf(example, uses))], texts: texts(example), values: example.values };
  });
  return examplesTable(data, titles, rows);
}
