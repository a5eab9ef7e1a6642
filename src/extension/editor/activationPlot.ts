/** An activation function and its derivative, drawn: SVG in the colours that a theme's kind asks for. */
import { activations } from "../../core/activations";
import type { ActivationName } from "../../core/names";

export interface PlotColors {
  readonly text: string;
  readonly grid: string;
  readonly output: string;
  readonly derivative: string;
}

const [width, height, margin] = [240, 130, 8];
/** Weighted inputs that are drawn: −range … range. */
const range = 4;
const steps = 160;

/** softmax looks at a whole layer; drawn is one of two units, the other's s at 0: its output is the sigmoid's. */
export function activationPlot(name: ActivationName, alpha: number, colors: PlotColors): string {
  const { output, derivative } = activations[name === "softmax" ? "sigmoid" : name];
  const points = Array.from({ length: steps + 1 }, (_, i) => -range + (2 * range * i) / steps);
  const curves = [points.map((s) => output(s, alpha)), points.map((s) => derivative(s, alpha))];
  const values = curves.flat().filter(Number.isFinite);
  const least = Math.min(-0.2, ...values);
  const most = Math.max(1.2, ...values);
  const x = (s: number) => margin + ((s + range) / (2 * range)) * (width - 2 * margin);
  const y = (z: number) => height - margin - ((z - least) / (most - least)) * (height - 2 * margin);
  const line = (curve: number[]) => points.map((s, i) => `${x(s).toFixed(1)},${y(curve[i]).toFixed(1)}`).join(" ");
  const text = (at: number, label: string, color: string) =>
    `<text x="${margin + 2}" y="${at}" fill="${color}" font-family="sans-serif" font-size="11">${label}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<path d="M${x(-range)} ${y(0)}H${x(range)}M${x(0)} ${y(least)}V${y(most)}" stroke="${colors.grid}" fill="none"/>`,
    `<path d="M${x(0) - 3} ${y(1)}h6" stroke="${colors.text}"/>`,
    `<polyline points="${line(curves[1])}" fill="none" stroke="${colors.derivative}" stroke-width="1.5" stroke-dasharray="4 3"/>`,
    `<polyline points="${line(curves[0])}" fill="none" stroke="${colors.output}" stroke-width="2"/>`,
    text(18, "f(s)", colors.output),
    text(32, "f'(s), dashed", colors.derivative),
    "</svg>",
  ].join("");
}
