/** Saves and copies a plot: files and texts by the host, pictures through the page's own clipboard. Each says what there is to say of it. */
import type { Host } from "../host";
import type { Columns } from "./columns";
import type { Drawing } from "./drawing";
import { figuresOf } from "./figures";
import { pngOf, svgPicture } from "./picture";

export interface SavedPlot {
  readonly drawing: Drawing;
  readonly columns: Columns;
  readonly smoothing: number;
  /** Of the network: it stands in the title and in the file's name. */
  readonly network: string;
  /** The plot in words. */
  readonly description: string;
}

export async function savePlot(host: Host, kind: "png" | "svg" | "csv", plot: SavedPlot): Promise<string> {
  const name = `${plot.network} ${plot.drawing.spec.title}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  if (kind === "csv") {
    const data = figuresOf(plot.columns, plot.drawing.spec, plot.smoothing, ",");
    host.send({ type: "save", name, kind, data });
    return "";
  }
  const svg = pictureOf(plot);
  const data = kind === "svg" ? svg : new Uint8Array(await (await pngOf(svg)).arrayBuffer());
  host.send({ type: "save", name, kind, data });
  return "";
}

export async function copyPicture(plot: SavedPlot): Promise<string> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(pictureOf(plot)) })]);
    return "The picture is on the clipboard.";
  } catch {
    return "The editor keeps pictures from the clipboard here: save it as PNG.";
  }
}

/** Tab-separated, as spreadsheets take it. */
export function copyFigures(host: Host, { columns, drawing, smoothing }: SavedPlot): string {
  host.send({ type: "copy", text: figuresOf(columns, drawing.spec, smoothing, "\t") });
  return "The figures are on the clipboard.";
}

function pictureOf({ drawing, network, description }: SavedPlot): string {
  return svgPicture(drawing, { title: `${drawing.spec.title}: ${network}`, description });
}
