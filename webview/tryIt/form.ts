/**
 * A field for every column of a table, or for every input where there are no columns, starting from a usual example.
 */
import type { RequestResult } from "../../src/protocol/requests";
import { element } from "../ui/dom";

type Data = RequestResult<"data">;
type Column = NonNullable<Data["columns"]>[number];

interface Field {
  readonly element: HTMLElement;
  /** How many inputs it stands for. */
  readonly width: number;
  read(): number[];
  write(inputs: readonly number[]): void;
}

/** Columns of a table, or the inputs as numbers. */
const columnsOf = ({ columns, inputs }: Data): Column[] =>
  columns ?? inputs.map(({ name }) => ({ name, kind: "number" as const }));

export const fieldsIn = (data: Data): number => columnsOf(data).length;

export class InputForm {
  readonly element = element("div", { class: "inputs" });
  private readonly fields: readonly Field[];

  constructor(
    data: Data,
    private readonly onChange: () => void,
  ) {
    let first = 0;
    this.fields = columnsOf(data).map((column, i) => {
      const id = `input-${i}`;
      const field = column.kind === "number" ? numberField(column, id) : choiceField(column, id);
      const means = data.inputs.slice(first, first + field.width).map(({ mean }) => mean);
      first += field.width;
      field.write(usual(column, means));
      field.element.addEventListener("input", () => this.onChange());
      this.element.append(element("label", { for: id }, column.name), field.element);
      return field;
    });
  }

  get values(): Float32Array {
    return Float32Array.from(this.fields.flatMap((field) => field.read()));
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

/** A mean that is no category's number is rounded to one. */
const usual = ({ kind }: Column, means: readonly number[]): number[] =>
  kind === "ordinal" ? means.map(Math.round) : means.map((mean) => Number(mean.toPrecision(4)));

/** What is no number counts as 0, where the column cannot be missing. */
function numberField({ flag = false, shift = 0 }: Column, id: string): Field {
  const field = element("input", { type: "number", step: "any", id, placeholder: flag ? "missing" : undefined });
  // What training put in a missing number's place, about.
  let fill = 0;
  return {
    element: field,
    width: flag ? 2 : 1,
    read: () => {
      const isMissing = Number.isNaN(field.valueAsNumber);
      const value = isMissing ? fill : field.valueAsNumber - shift;
      return flag ? [value, Number(isMissing)] : [value];
    },
    write: ([value, missing = 0]) => {
      if (flag) fill = value;
      field.value = missing > 0.5 ? "" : String(shift === 0 ? Number(value.toPrecision(6)) : value + shift);
    },
  };
}

function choiceField({ kind, values = [] }: Column, id: string): Field {
  const options = values.map((value, i) => element("option", { value: i }, value || "missing"));
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
