/** The colours and fonts of a diagram, read once per drawing, because reading the theme's colours is slow. */
import { color, faint } from "../ui/theme";
import { half, indexOf, makePalette } from "../weights/palette";

export interface Ink {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly focus: string;
  readonly font: string;
  /** The palette's colours as CSS styles; `upon` has the text colour on each. */
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

/** Returns the index into `styles` of a value, with the colours ending at ±limit. */
export const place = (value: number, limit: number): number => indexOf(limit > 0 ? (value / limit) * half : 0);

/** Draws text with an outline in the background colour, readable over edges. */
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
