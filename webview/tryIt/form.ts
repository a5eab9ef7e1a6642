/**
 * A form with a field per column of a table, or per input without columns, filled with a typical example. An empty
 * number is treated as by `predict`: replaced by the value that training filled in for missing ones, or refused.
 */

import type { RequestResult } from "../../src/protocol/requests";
import { element } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { dateField, type ReadDate } from "./dateField";

type Data = RequestResult<"data">;
type Column = NonNullable<Data["columns"]>[number];

interface Field {
  readonly element: HTMLElement;
  /** Number of inputs of the field. */
  readonly width: number;
  /** Returns the inputs. Throws an Error with the reason if the field is invalid. */
  read(): number[];
  /** Returns the text about the value that replaces a missing one; undefined if none is missing. */
  filledIn?(): string | undefined;
  write(inputs: readonly number[]): void;
}

/** Returns the columns of a table, or the inputs as numeric columns. */
const columnsOf = ({ columns, inputs }: Data): Column[] =>
  columns ?? inputs.map(({ name }) => ({ name, kind: "number" as const }));

export const fieldsIn = (data: Data): number => columnsOf(data).length;

export class InputForm {
  readonly element = element("div", { class: "inputs" });
  private readonly fields: readonly Field[];

  constructor(
    data: Data,
    private readonly onChange: () => void,
    readDate: ReadDate,
  ) {
    let first = 0;
    this.fields = columnsOf(data).map((column, i) => {
      const id = `input-${i}`;
      const field = this.fieldOf(column, id, readDate);
      const means = data.inputs.slice(first, first + field.width).map(({ mean }) => mean);
      first += field.width;
      field.write(usual(column, means));
      field.element.addEventListener("input", () => this.onChange());
      this.element.append(element("label", { for: id }, column.name), field.element);
      return field;
    });
  }

  private fieldOf(column: Column, id: string, readDate: ReadDate): Field {
    if (column.kind === "date") return dateField(column, id, readDate, () => this.onChange());
    return column.kind === "number" ? numberField(column, id) : choiceField(column, id);
  }

  /** The inputs. Throws an Error if a field is invalid. */
  get values(): Float32Array {
    return Float32Array.from(this.fields.flatMap((field) => field.read()));
  }

  /** A sentence for each empty field. */
  get filledIn(): string[] {
    return this.fields.flatMap((field) => field.filledIn?.() ?? []);
  }

  set values(values: Float32Array) {
    let first = 0;
    for (const field of this.fields) {
      field.write(Array.from(values.subarray(first, first + field.width)));
      first += field.width;
    }
    this.onChange();
  }
}

/** Returns typical inputs: the means, for ordinal columns rounded to a category's number. */
const usual = ({ kind }: Column, means: readonly number[]): number[] =>
  kind === "ordinal" ? means.map(Math.round) : means.map((mean) => Number(mean.toPrecision(4)));

function numberField({ name, flag = false, shift = 0, fill }: Column, id: string): Field {
  const mean = fill === undefined ? undefined : figure(fill + shift);
  const placeholder = flag ? t("missing") : mean;
  const field = element("input", { type: "number", step: "any", id, placeholder });
  const isEmpty = () => Number.isNaN(field.valueAsNumber);
  return {
    element: field,
    width: flag ? 2 : 1,
    read: () => {
      if (field.validity.badInput) throw new Error(t("{0} is not a number: enter one.", name));
      if (isEmpty() && fill === undefined) {
        throw new Error(t("{0} is empty, and no training example lacked it: enter a number, as for predict.", name));
      }
      const value = isEmpty() ? (fill as number) : field.valueAsNumber - shift;
      if (!Number.isFinite(Math.fround(value))) throw new Error(t("{0} is too large: enter a smaller number.", name));
      return flag ? [value, Number(isEmpty())] : [value];
    },
    filledIn: () => {
      if (!isEmpty()) return undefined;
      const missing = flag ? t("counts as missing") : t("is empty");
      return t(
        "{0} {1}: {2}, the mean of the training examples, takes its place, as predict does it.",
        name,
        missing,
        mean ?? "",
      );
    },
    write: ([value, missing = 0]) => {
      field.value = missing > 0.5 ? "" : String(shift === 0 ? Number(value.toPrecision(6)) : value + shift);
    },
  };
}

function choiceField({ kind, values = [] }: Column, id: string): Field {
  const options = values.map((value, i) => element("option", { value: i }, value || t("missing")));
  const list = element("select", { id }, ...options);
  const isOneHot = kind === "one-hot";
  return {
    element: list,
    width: isOneHot ? values.length : 1,
    read: () => (isOneHot ? values.map((_, i) => Number(i === list.selectedIndex)) : [list.selectedIndex]),
    write: (inputs) => {
      list.selectedIndex = isOneHot ? inputs.indexOf(Math.max(...inputs)) : inputs[0];
    },
  };
}
