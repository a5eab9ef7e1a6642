/** Completions for conditions over a training. A test compares the words with src/trainer/replay. */
import type { ResolvedConfig } from "../../config/schema/resolve";

const figures = ["epoch", "batch", "step", "cost", "learningRate"];
const functions = [
  ..."max min sum mean norm count abs finite deadUnits saturation right has".split(" "),
  ..."sqrt exp log log10 round contains".split(" "),
];

/** Returns all words; functions include the opening parenthesis. */
export function conditionNames(layers: ResolvedConfig["layers"]): string[] {
  const ofLayers = layers.flatMap(({ activation, learnAlpha }, l) => {
    const hasAlpha = activation === "prelu" || activation === "elu";
    const kinds = [
      "s",
      "z",
      "delta",
      "W",
      "b",
      ...(hasAlpha ? ["alpha"] : []),
      "GW",
      "Gb",
      ...(learnAlpha ? ["Galpha"] : []),
    ];
    return kinds.map((kind) => `${kind}${l + 1}`);
  });
  return [...figures, ...functions.map((name) => `${name}(`), "z0", "y", ...ofLayers];
}

const lastWord = /[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Returns the words that start with the last typed one; none if it is complete or empty. */
export function completionsOf(text: string, words: readonly string[]): string[] {
  const begun = lastWord.exec(text)?.[0].toLowerCase();
  if (!begun) return [];
  return words.filter((word) => word.toLowerCase().startsWith(begun) && word.toLowerCase() !== begun);
}

/** Replaces the last typed word. */
export const completedWith = (text: string, word: string): string => text.replace(lastWord, "") + word;
