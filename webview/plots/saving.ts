/**
 * Saves and copies a plot: files and texts by the host, pictures through the page's own clipboard. Each says what there
 * is to say of it.
 */
import type { CopyMessage, SaveMessage } from "../../src/protocol/panel";
import { pngOf } from "./picture";

export interface SavedPlot {
  /** Of its network and of what it shows: the file is named so. */
  readonly name: string;
  svg(): string;
  /** Every point, in full precision. */
  figures(separator: "," | "\t"): string;
}

/** The extension host, of whichever page. */
export interface Taker {
  send(message: SaveMessage | CopyMessage): void;
}

export async function savePlot(taker: Taker, kind: "png" | "svg" | "csv", plot: SavedPlot): Promise<string> {
  const name = plot.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  const data = {
    csv: () => plot.figures(","),
    svg: () => plot.svg(),
    png: async () => new Uint8Array(await (await pngOf(plot.svg())).arrayBuffer()),
  }[kind];
  taker.send({ type: "save", name, kind, data: await data() });
  return "";
}

export async function copyPicture(plot: SavedPlot): Promise<string> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(plot.svg()) })]);
    return "The picture is on the clipboard.";
  } catch {
    return "The editor keeps pictures from the clipboard here: save it as PNG.";
  }
}

/** Tab-separated, as spreadsheets take it. */
export function copyFigures(taker: Taker, plot: SavedPlot): string {
  taker.send({ type: "copy", text: plot.figures("\t") });
  return "The figures are on the clipboard.";
}
