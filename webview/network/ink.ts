/** What a diagram is drawn with, looked up once for a drawing: a theme's colours are slow to ask for. */
import { color, faint } from "../ui/theme";
import { half, indexOf, makePalette } from "../weights/palette";

export interface Ink {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly focus: string;
  readonly font: string;
  /** The palette's colours as styles, and of each the colour of a text upon it. */
  readonly styles: readonly string[];
  readonly upon: readonly string[];
}

export function makeInk(): Ink {
  const text = color("--vscode-foreground");
  const colors = Array.from(makePalette(), (word) => new Uint8Array(Uint32Array.of(word).buffer));
  return {
    ground: color("--vscode-editor-background"),
    text,
    faint: faint(text),
    focus: color("--vscode-focusBorder", "--vscode-foreground"),
    font: color("--vscode-font-family"),
    styles: colors.map(([red, green, blue]) => `rgb(${red} ${green} ${blue})`),
    upon: colors.map(([red, green, blue]) => (0.3 * red + 0.59 * green + 0.11 * blue > 120 ? "#000000" : "#ffffff")),
  };
}

/** Place in `styles` of a value, where colours end at ±limit. */
export const place = (value: number, limit: number): number => indexOf(limit > 0 ? (value / limit) * half : 0);

/** A text with the ground around it, so that it can be read over edges. */
export function write(
  context: CanvasRenderingContext2D,
  ink: Ink,
  words: string,
  at: { readonly x: number; readonly y: number; readonly align: CanvasTextAlign; readonly size: number },
): void {
  context.font = `${at.size}px ${ink.font}`;
  context.textAlign = at.align;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = ink.ground;
  context.strokeText(words, at.x, at.y);
  context.fillStyle = ink.text;
  context.fillText(words, at.x, at.y);
}
