/** The description of a unit, and the rows of the diagram's table. Pure. */

import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import type { Diagram, Unit } from "./arrange";

export interface Named {
  readonly activations: readonly string[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Number of pixels in a row of image inputs; undefined for other inputs. */
  readonly pixels: number | undefined;
}

/** Returns the name of a unit: "layer 1, unit 17". */
function nameOf(column: number, number: number, named: Named): string {
  if (column === 0) return inputName(number, named);
  const isOutput = column === named.activations.length;
  const name = isOutput ? named.outputNames[number] : undefined;
  return isOutput ? t("output {0}", name ?? number) : t("layer {0}, unit {1}", column, number);
}

function inputName(number: number, { inputNames, pixels }: Named): string {
  if (pixels) return t("pixel row {0}, column {1}", Math.floor(number / pixels), number % pixels);
  return t("input {0}", inputNames[number] ?? number);
}

/** @param inputs values of the shown inputs, as the network gets them */
export function describeUnit(unit: Unit, diagram: Diagram, named: Named, inputs: Float32Array): string {
  const name = nameOf(unit.column, unit.number, named);
  const start = name[0].toUpperCase() + name.slice(1);
  if (unit.column === 0) return inputs.length > 0 ? `${start}: ${figure(inputs[unit.place])}` : start;
  const { b, s, z } = diagram.layers[unit.column - 1];
  const figures = [t("bias {0}", figure(b[unit.place]))];
  if (s && z) figures.unshift(`s ${figure(s[unit.place])}, z ${figure(z[unit.place])}`);
  return t("{0}: {1}. Strongest incoming weights: {2}.", start, figures.join(", "), strongest(unit, diagram, named));
}

/** Lists the strongest incoming weights of a unit: "layer 1, unit 5 +0.42; …". */
function strongest({ column, place }: Unit, { layers }: Diagram, named: Named): string {
  const all = layers[column - 1].strongest[place];
  return all.map(({ from, weight }) => `${nameOf(column - 1, from, named)} ${signed(weight)}`).join("; ");
}

const signed = (value: number): string => (value < 0 ? `−${figure(-value)}` : `+${figure(value)}`);

/** Returns a row per shown unit: name, bias, s, z, and its strongest incoming weights. */
export function tableRows(units: readonly Unit[], diagram: Diagram, named: Named): string[][] {
  return units
    .filter(({ column }) => column > 0)
    .map((unit) => {
      const { b, s, z } = diagram.layers[unit.column - 1];
      return [
        nameOf(unit.column, unit.number, named),
        figure(b[unit.place]),
        figure(s?.[unit.place]),
        figure(z?.[unit.place]),
        strongest(unit, diagram, named),
      ];
    });
}

/** Describes the selection: "Shown: 24 of 100 units of layer 1, evenly spread."; empty if all units are shown. */
export function describeShownUnits(diagram: Diagram, isImage: boolean, evenly: boolean): string {
  const layers = diagram.layers.flatMap(({ shown, units }, l) =>
    shown.length < units ? [t("{0} of {1} units of layer {2}", shown.length, units, l + 1)] : [],
  );
  const inputs =
    !isImage && diagram.shownInputs.length < diagram.inputs
      ? [t("{0} of {1} inputs", diagram.shownInputs.length, diagram.inputs)]
      : [];
  const all = [...inputs, ...layers];
  const picture = isImage ? t(" Every unit of the first layer sees the whole picture.") : "";
  if (all.length === 0) return t("All units are shown.{0}", picture);
  return t(
    "Shown: {0}, {1}.{2}",
    all.join(", "),
    evenly ? t("evenly spread") : t("those with the largest weights"),
    picture,
  );
}
