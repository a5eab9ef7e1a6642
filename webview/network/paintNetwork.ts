/** Draws a network on a canvas: edges by weight, units by activation. One pass, a few milliseconds for 3,000 edges. */
import { figure, wholePercent } from "../ui/format";
import { t } from "../ui/l10n";
import type { Arrangement, Diagram, Unit } from "./arrange";
import type { Named } from "./describeUnit";
import { type Ink, makeInk, place, write } from "./ink";
import { paintEdges } from "./paintEdges";

export interface Painted extends Named {
  readonly diagram: Diagram;
  readonly arrangement: Arrangement;
  /** Values of the shown inputs, as stored; empty without an example. */
  readonly inputs: Float32Array;
  readonly image: CanvasImageSource | undefined;
  readonly chosen: Unit | undefined;
}

export function paintNetwork(canvas: HTMLCanvasElement, painted: Painted): void {
  const { arrangement, diagram, activations, chosen, inputs } = painted;
  const { width, height, columns } = arrangement;
  const context = canvas.getContext("2d");
  if (!context) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  canvas.style.height = `${height}px`;
  context.scale(devicePixelRatio, devicePixelRatio);
  const ink = makeInk();
  paintEdges(context, ink, painted);
  paintPicture(context, ink, painted);
  for (const [column, { units, radius }] of columns.entries()) {
    const z = column === 0 ? inputs : diagram.layers[column - 1].z;
    const limit = activationLimit(z, activations[column - 1]);
    // Inputs and outputs have names beside them instead of numbers.
    const isNumbered = radius >= 8 && column > 0 && column < columns.length - 1;
    for (const unit of units) {
      const colorIndex = z && z.length > 0 ? place(z[unit.place], limit) : undefined;
      paintUnit(context, ink, unit, { radius, colorIndex, isNumbered, isChosen: unit === chosen });
    }
  }
  paintWords(context, ink, painted);
}

/** Returns the activation of full colour: 1 for activation functions bounded by 1. */
function activationLimit(z: Float32Array | undefined, activation: string | undefined): number {
  if (activation === "sigmoid" || activation === "softmax" || activation === "tanh") return 1;
  return z?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
}

/** Draws image inputs, with the chosen unit's strongest pixels in blue or orange by the sign of their weights. */
function paintPicture(
  context: CanvasRenderingContext2D,
  ink: Ink,
  { arrangement: { picture }, image, chosen, diagram, pixels }: Painted,
): void {
  if (!picture) return;
  const { x, y, size } = picture;
  context.imageSmoothingEnabled = false;
  context.fillStyle = ink.ground;
  context.fillRect(x, y, size, size);
  if (image) context.drawImage(image, x, y, size, size);
  context.strokeStyle = ink.text;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
  if (chosen?.column !== 1 || !pixels) return;
  const rows = diagram.inputs / pixels;
  const [wide, high] = [size / pixels, size / rows];
  for (const { from, weight } of diagram.layers[0].strongest[chosen.place]) {
    const at = [x + (from % pixels) * wide - 1, y + Math.floor(from / pixels) * high - 1] as const;
    context.fillStyle = ink.styles[weight < 0 ? 0 : ink.styles.length - 1];
    context.fillRect(...at, wide + 2, high + 2);
    context.strokeStyle = ink.ground;
    context.strokeRect(...at, wide + 2, high + 2);
  }
}

function paintUnit(
  context: CanvasRenderingContext2D,
  ink: Ink,
  { x, y, number }: Unit,
  {
    radius,
    colorIndex,
    isNumbered,
    isChosen,
  }: { radius: number; colorIndex: number | undefined; isNumbered: boolean; isChosen: boolean },
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colorIndex === undefined ? ink.ground : ink.styles[colorIndex];
  context.fill();
  context.strokeStyle = ink.text;
  context.lineWidth = 1;
  context.stroke();
  if (isChosen) {
    context.beginPath();
    context.arc(x, y, radius + 3, 0, 2 * Math.PI);
    context.strokeStyle = ink.focus;
    context.lineWidth = 2.5;
    context.stroke();
  }
  if (!isNumbered) return;
  context.font = `9px ${ink.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colorIndex === undefined ? ink.text : ink.upon[colorIndex];
  context.fillText(String(number), x, y + 0.5);
}

function paintWords(context: CanvasRenderingContext2D, ink: Ink, painted: Painted): void {
  const { arrangement, activations, inputNames, outputNames, diagram } = painted;
  const { columns, width, picture } = arrangement;
  const last = columns.length - 1;
  for (const [column, { x, units, of }] of columns.entries()) {
    const title = column === 0 ? t("inputs") : activations[column - 1];
    const count = units.length === of || (column === 0 && picture) ? String(of) : t("{0} of {1}", units.length, of);
    const align = column === 0 ? "left" : column === last ? "right" : "center";
    const at = column === 0 ? 2 : column === last ? width - 2 : x;
    write(context, ink, title, { x: at, y: 9, align, size: 12 });
    write(context, ink, count, { x: at, y: 24, align, size: 11 });
  }
  const isWide = width >= 480;
  if (isWide && !picture) {
    for (const { number, x, y } of columns[0].units) {
      write(context, ink, cut(inputNames[number] ?? "", 12), { x: x - 16, y, align: "right", size: 11 });
    }
  }
  const { z } = diagram.layers[last - 1];
  for (const { number, place: at, x, y } of columns[last].units) {
    const name = outputNames[number] ?? String(number);
    const value = z ? ` ${percentOrFigure(z[at], activations[last - 1])}` : "";
    const words = isWide ? `${cut(name, 9)}${value}` : cut(name, 5);
    write(context, ink, words, { x: x + 16, y, align: "left", size: 11 });
  }
}

const percentOrFigure = (z: number, activation: string): string =>
  activation === "softmax" || activation === "sigmoid" ? wholePercent(z) : figure(Number(z.toPrecision(3)));

const cut = (name: string, most: number): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name);
