/**
 * Saves and copies a plot: files and text through the host, images through the page's clipboard. Each function returns
 * the text of the status line.
 */

import type { CopyMessage, SaveMessage } from "../../src/protocol/panel";
import { t } from "../ui/l10n";
import { pngOf } from "./picture";

export interface SavedPlot {
  /** File name, from the names of the network and the plot. */
  readonly name: string;
  /** @param until the epoch up to which the curves are drawn, over the axes of all epochs; undefined: all of them */
  svg(until?: number): string;
  /** Returns every point as delimited text in full precision. */
  figures(separator: "," | "\t"): string;
}

/** The connection of a page to the extension host. */
export interface Taker {
  send(message: SaveMessage | CopyMessage): void;
}

/** Returns a name without characters that a file system may refuse. */
export const fileName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

export async function savePlot(taker: Taker, kind: "png" | "svg" | "csv", plot: SavedPlot): Promise<string> {
  const data = {
    csv: () => plot.figures(","),
    svg: () => plot.svg(),
    png: async () => new Uint8Array(await (await pngOf(plot.svg())).arrayBuffer()),
  }[kind];
  taker.send({ type: "save", name: fileName(plot.name), kind, data: await data() });
  return "";
}

export async function copyPicture(plot: SavedPlot): Promise<string> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(plot.svg()) })]);
    return t("The picture is on the clipboard.");
  } catch {
    return t("Pictures cannot be copied to the clipboard here. Save as PNG instead.");
  }
}

/** Copies the values of a plot as tab-separated text, for spreadsheets. */
export function copyFigures(taker: Taker, plot: SavedPlot): string {
  taker.send({ type: "copy", text: plot.figures("\t") });
  return t("The figures are on the clipboard.");
}
