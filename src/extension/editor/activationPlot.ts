/** Plots an activation function and its derivative as SVG. */
import { activations } from "../../core/activations";
import type { ActivationName } from "../../core/names";

export interface PlotColors {
  readonly text: string;
  readonly grid: string;
  readonly output: string;
  readonly derivative: string;
}

const [width, height, margin] = [240, 130, 8];
/** Range of weighted inputs: −range … range. */
const range = 4;
const steps = 160;
/** A larger step between two points, as a share of the height, is a discontinuity, where the curve is interrupted. */
const jump = 0.1;

/**
 * Returns the plot as SVG. softmax depends on the whole layer; for two units, with s = 0 in the other one, it equals
 * the sigmoid, which is plotted instead.
 */
export function activationPlot(
  name: ActivationName,
  alpha: number,
  colors: PlotColors,
  derivativeLabel: string,
): string {
  const { output, derivative } = activations[name === "softmax" ? "sigmoid" : name];
  const points = Array.from({ length: steps + 1 }, (_, i) => -range + (2 * range * i) / steps);
  const curves = [points.map((s) => output(s, alpha)), points.map((s) => derivative(s, alpha))];
  const values = curves.flat().filter(Number.isFinite);
  const minimum = Math.min(-0.2, ...values);
  const maximum = Math.max(1.2, ...values);
  const x = (s: number) => margin + ((s + range) / (2 * range)) * (width - 2 * margin);
  const y = (z: number) => height - margin - ((z - minimum) / (maximum - minimum)) * (height - 2 * margin);
  const isJump = (curve: number[], i: number) => Math.abs(curve[i] - curve[i - 1]) > jump * (maximum - minimum);
  const line = (curve: number[]) =>
    points
      .map((s, i) => `${i === 0 || isJump(curve, i) ? "M" : "L"}${x(s).toFixed(1)} ${y(curve[i]).toFixed(1)}`)
      .join("");
  const text = (at: [x: number, y: number], label: string, color: string, anchor = "start") =>
    `<text x="${at[0]}" y="${at[1]}" fill="${color}" text-anchor="${anchor}" font-family="sans-serif" font-size="11">${label}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<path d="M${x(-range)} ${y(0)}H${x(range)}M${x(0)} ${y(minimum)}V${y(maximum)}" stroke="${colors.grid}" fill="none"/>`,
    `<path d="M${x(0) - 3} ${y(1)}h6" stroke="${colors.text}"/>`,
    text([x(0) - 6, y(1) + 4], "1", colors.text, "end"),
    text([x(range), y(0) + 11], `s = ${range}`, colors.text, "end"),
    `<path d="${line(curves[1])}" fill="none" stroke="${colors.derivative}" stroke-width="1.5" stroke-dasharray="4 3"/>`,
    `<path d="${line(curves[0])}" fill="none" stroke="${colors.output}" stroke-width="2"/>`,
    text([margin + 2, 18], "f(s)", colors.output),
    text([margin + 2, 32], derivativeLabel, colors.derivative),
    "</svg>",
  ].join("");
}
