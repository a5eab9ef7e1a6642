/** Asks for a condition over the training of a run, with completions while the user types. */

import { l10n, type QuickPickItem, window } from "vscode";
import { ExpressionError } from "../../expressions/error";
import { parse } from "../../expressions/parse";
import { readManifest } from "../../runs/manifest";
import { messageOf } from "../base/translated";
import type { Run } from "../workspace/networks";
import { completedWith, completionsOf, conditionNames } from "./conditionNames";

interface Item extends QuickPickItem {
  /** Replacement for the last word; undefined for the item that accepts the condition. */
  readonly word?: string;
}

/** The last condition, offered as the initial value. */
let newest = "";

/** Returns undefined if the user cancels. */
export async function askCondition({ folder, network }: Run): Promise<string | undefined> {
  const words = await readManifest(folder).then(
    ({ config }) => conditionNames(config.layers),
    // The search reports errors of the run.
    () => conditionNames([]),
  );
  const pick = window.createQuickPick<Item>();
  pick.title = l10n.t("Find the Moment in {0}", network);
  pick.placeholder = "deadUnits(s1) > 0, !finite(cost), max(abs(GW2)) > 10, right(validation, 42)";
  pick.ignoreFocusOut = true;
  pick.value = newest;
  const update = () => {
    pick.items = itemsFor(pick.value, words);
  };
  update();
  pick.onDidChangeValue(update);
  try {
    return await new Promise<string | undefined>((resolve) => {
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const [{ word } = {}] = pick.selectedItems;
        if (word !== undefined) {
          pick.value = completedWith(pick.value, word);
          update();
        } else if (pick.value.trim() !== "" && !problemOf(pick.value)) {
          newest = pick.value.trim();
          resolve(newest);
        }
      });
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** Always shows all items: the input is a whole condition, not a filter for them. */
function itemsFor(text: string, words: readonly string[]): Item[] {
  const problem = text.trim() === "" ? undefined : problemOf(text);
  const completions = completionsOf(text, words).map((word): Item => ({ label: word, word, alwaysShow: true }));
  const look: Item = {
    label: l10n.t("Condition to search for"),
    description: text,
    detail: problem ?? l10n.t("Layers are numbered from 1. The whole training is searched."),
    alwaysShow: true,
  };
  return problem === undefined ? [look, ...completions] : [...completions, look];
}

/** Checks only the syntax; names are checked when the network is known. */
function problemOf(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return l10n.t("Character {0}: {1}", error.offset + 1, messageOf(error));
  }
}
