/** Renders a plot as SVG, and as PNG at twice its resolution. */

import { figure } from "../ui/format";
import { locale, t } from "../ui/l10n";
import { color } from "../ui/theme";
import type { Drawn } from "./drawn";
import { svgOf } from "./svg";

const [width, height] = [900, 380];
/** Pixels of the PNG per pixel of the SVG. */
const fineness = 2;
const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });

export function svgPicture(drawing: Drawn, words: { title: string; description: string }, until?: number): string {
  return svgOf(drawing, {
    ...words,
    until,
    width,
    height,
    format: (value) => (drawing.spec.percent ? share.format(value) : figure(value)),
    ink: {
      background: plain(color("--vscode-editor-background")),
      text: plain(color("--vscode-foreground")),
      quiet: plain(color("--vscode-descriptionForeground", "--vscode-foreground")),
      font: color("--vscode-font-family"),
      color: (names) => plain(color(...names)),
    },
  });
}

export async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

export async function pngOf(svg: string): Promise<Blob> {
  const image = await imageOf(svg);
  const canvas = document.createElement("canvas");
  canvas.width = image.width * fineness;
  canvas.height = image.height * fineness;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(t("The picture could not be created."));
  return blob;
}

/** Converts a CSS colour to a notation that every program reads; a theme may use forms that only browsers know. */
function plain(css: string): string {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return css;
  context.fillStyle = css;
  return context.fillStyle;
}
