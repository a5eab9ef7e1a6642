/**
 * A text field for a column of dates or times, which the child process converts to inputs as `predict` does. An example
 * of the data has only the parts that are inputs: they are shown below the field, which is then empty.
 */

import type { RequestResult } from "../../src/protocol/requests";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";

type Column = NonNullable<RequestResult<"data">["columns"]>[number];

/** Converts the text of a date to inputs; rejects with the reason if it is not a date. */
export type ReadDate = (column: string, text: string) => Promise<number[]>;

interface DateField {
  readonly element: HTMLElement;
  readonly width: number;
  /** Returns the inputs. Throws an Error with the reason if the text is not a date. */
  read(): number[];
  /** Returns the text about the date that replaces an empty one; undefined if the field is not empty. */
  filledIn(): string | undefined;
  write(inputs: readonly number[]): void;
}

/** @param onChange called after a date was read or refused */
export function dateField(column: Column, id: string, readDate: ReadDate, onChange: () => void): DateField {
  const { name, parts = [], flag = false, fills } = column;
  const caption = element("p", { class: "caption", id: `${id}-parts` });
  const text = element("input", {
    type: "text",
    id,
    placeholder: exampleOf(parts),
    "aria-describedby": caption.id,
    autocomplete: "off",
  });
  let values: readonly number[] = [];
  let isMissing = false;
  let problem: string | undefined;
  let asked = 0;

  const take = (found: readonly number[], missing: boolean) => {
    values = found;
    isMissing = missing;
    problem = undefined;
    setText(caption, describe(parts, found, missing));
  };
  const refuse = (reason: string) => {
    problem = reason;
    setText(caption, reason);
  };
  const look = async () => {
    const turn = ++asked;
    const written = text.value.trim();
    if (written === "" && fills) take(fills, true);
    else if (written === "")
      refuse(t("{0} is empty, and no training example lacked it: enter a date, as for predict.", name));
    else {
      try {
        const found = await readDate(name, written);
        if (turn === asked) take(found, false);
      } catch (error) {
        if (turn === asked) refuse((error as Error).message);
      }
    }
    if (turn === asked) onChange();
  };
  text.addEventListener("input", (event) => {
    // The form would use the inputs of the previous date.
    event.stopPropagation();
    void look();
  });
  return {
    element: element("div", {}, text, caption),
    width: parts.length + (flag ? 1 : 0),
    read: () => {
      if (problem !== undefined) throw new Error(problem);
      return flag ? [...values, Number(isMissing)] : [...values];
    },
    filledIn: () => {
      if (!isMissing || problem !== undefined) return undefined;
      const missing = flag ? t("counts as missing") : t("is empty");
      return t(
        "{0} {1}: the mean of each part of the training examples takes its place, as predict does it.",
        name,
        missing,
      );
    },
    write: (inputs) => {
      asked++;
      text.value = "";
      take(inputs.slice(0, parts.length), flag && inputs[parts.length] > 0.5);
    },
  };
}

function exampleOf(parts: readonly string[]): string {
  const isTime = (part: string) => /^(hour|minute)/.test(part);
  const date = parts.every(isTime) ? [] : ["2024-01-31"];
  return [...date, ...(parts.some(isTime) ? ["12:30"] : [])].join(" ");
}

function describe(parts: readonly string[], values: readonly number[], isMissing: boolean): string {
  const all = parts.map((part, i) => `${part} ${Number(values[i].toPrecision(5))}`).join(", ");
  return isMissing ? t("missing: {0}", all) : all;
}
