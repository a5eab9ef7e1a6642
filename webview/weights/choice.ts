/** The chosen weights, their presentation, and the part that is visible at the size of the figure. Pure. */

import type { RunDescription } from "../../src/protocol/panel";
import type { RequestParams, WeightPicture } from "../../src/protocol/requests";
import type { ViewState } from "../state/viewState";
import { t } from "../ui/l10n";
import { pictureShape, type Tile, unitsPerPage } from "./layout";
import type { Order } from "./order";
import type { Viewport } from "./viewport";

/** Maximum height of a matrix in CSS pixels, where nothing else limits it. */
export const matrixHeight = 320;
/** Maximum number of rows, and of columns, in a request. */
const most = 4096;

export interface Choice {
  readonly layer: number;
  readonly units: number;
  /** Size of a unit's picture; undefined if the matrix is shown. */
  readonly tile: Tile | undefined;
  /** True if the weights can be shown as pictures. */
  readonly pictured: boolean;
  /** First unit and number of units on the page of pictures; all units of a matrix. */
  readonly first: number;
  readonly count: number;
  readonly request: RequestParams<"weights">;
}

/**
 * @param width width in CSS pixels; the last parameter has the units' order, the zoomed viewport of the matrix, and the
 * maximum height of the figure in CSS pixels
 */
export function choiceOf(
  run: RunDescription,
  viewState: ViewState,
  width: number,
  pixelRatio: number,
  {
    order,
    zoomed,
    height,
  }: { order?: Order | undefined; zoomed?: Viewport | undefined; height?: number | undefined } = {},
): Choice {
  const layer = Math.min(viewState.layer ?? 0, run.shape.length - 2);
  const [inputs, units] = [run.shape[layer], run.shape[layer + 1]];
  const shape = layer === 0 ? pictureShape(run) : undefined;
  const tile = (viewState.pictures ?? true) ? shape : undefined;
  const about = { layer, what: viewState.what ?? "weights", ...(order && { order }) };
  const common = { layer, units, pictured: shape !== undefined };
  if (!tile) {
    const window = zoomed && windowOf(zoomed, inputs, units);
    const size = (range: readonly [number, number] | undefined, all: number) => (range ? range[1] - range[0] : all);
    const pixels = (side: number) => Math.max(1, Math.min(most, Math.round(side * pixelRatio)));
    const rows = Math.min(size(window?.inputs, inputs), pixels(height ?? matrixHeight));
    const columns = Math.min(size(window?.units, units), pixels(width));
    return { ...common, tile, first: 0, count: units, request: { ...about, rows, columns, ...(window && { window }) } };
  }
  const page = unitsPerPage(width, units, tile, height).count;
  const first = (viewState.first ?? 0) < units ? (viewState.first ?? 0) : 0;
  const count = Math.min(page, units - first, most);
  const columns = Math.min(most, inputs);
  return { ...common, tile, first, count, request: { ...about, pictures: true, first, rows: count, columns } };
}

/** Returns the options of the layer menu: "Layer 1: 784 → 100, relu". */
export const layerNames = ({ activations, shape }: RunDescription): [layer: string, name: string][] =>
  activations.map((activation, l) => [
    String(l),
    t("Layer {0}: {1} → {2}, {3}", l + 1, shape[l], shape[l + 1], activation),
  ]);

/** Returns the smallest range of whole cells that contains the viewport. */
function windowOf({ x, y, width, height }: Viewport, inputs: number, units: number) {
  const range = (from: number, size: number, length: number): [number, number] => [
    Math.max(0, Math.floor(from)),
    Math.min(length, Math.ceil(from + size)),
  ];
  return { inputs: range(y, height, inputs), units: range(x, width, units) };
}

/** Returns true if a picture answers the choice; its size, viewport or order may be those of an earlier request. */
export function answers(picture: WeightPicture, { request, tile, first }: Choice): boolean {
  if (picture.layer !== request.layer || picture.what !== request.what) return false;
  return picture.pictures === (tile !== undefined) && (!tile || picture.first === first);
}
