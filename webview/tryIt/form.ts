/** One number for every input, starting from a usual example. */
import { element } from "../dom";

export class InputForm {
  readonly element = element("div", { class: "inputs" });
  private readonly fields: HTMLInputElement[] = [];

  constructor(
    inputs: readonly { name: string; mean: number }[],
    private readonly onChange: () => void,
  ) {
    for (const [i, { name, mean }] of inputs.entries()) {
      const field = element("input", {
        type: "number",
        step: "any",
        id: `input-${i}`,
        value: Number(mean.toPrecision(4)),
      });
      field.addEventListener("input", () => this.onChange());
      this.fields.push(field);
      this.element.append(element("label", { for: field.id }, name), field);
    }
  }

  /** What is no number counts as 0. */
  get values(): Float32Array {
    return Float32Array.from(this.fields, ({ valueAsNumber }) => (Number.isNaN(valueAsNumber) ? 0 : valueAsNumber));
  }

  set values(values: Float32Array) {
    for (const [i, field] of this.fields.entries()) field.value = String(Number(values[i].toPrecision(6)));
    this.onChange();
  }
}
