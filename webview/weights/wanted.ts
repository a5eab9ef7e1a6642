/** Which weights a person chose to see, as what, and how much of them can be seen in so much room. Pure. */
import type { RunDescription } from "../../src/protocol/panel";
import type { RequestParams, WeightPicture } from "../../src/protocol/requests";
import type { Remembered } from "../host";
import { pictureShape, type Tile, unitsPerPage } from "./layout";

/** CSS pixels */
export const matrixHeight = 320;
/** The most that may be asked for of either side. */
const most = 4096;

export interface Choice {
  readonly layer: number;
  readonly units: number;
  /** Of a unit's picture, where pictures are shown. */
  readonly tile: Tile | undefined;
  /** Pictures could be shown. */
  readonly pictured: boolean;
  /** The first unit, where pictures are shown, and how many beside it. */
  readonly first: number;
  readonly count: number;
  readonly asked: RequestParams<"weights">;
}

export function choiceOf(run: RunDescription, remembered: Remembered, width: number, pixelRatio: number): Choice {
  const layer = Math.min(remembered.layer ?? 0, run.shape.length - 2);
  const [inputs, units] = [run.shape[layer], run.shape[layer + 1]];
  const shape = layer === 0 ? pictureShape(run) : undefined;
  const tile = (remembered.pictures ?? true) ? shape : undefined;
  const what = remembered.what ?? "weights";
  const common = { layer, units, pictured: shape !== undefined };
  if (!tile) {
    const pixels = (size: number) => Math.max(1, Math.min(most, Math.round(size * pixelRatio)));
    const rows = Math.min(inputs, pixels(matrixHeight));
    return {
      ...common,
      tile,
      first: 0,
      count: units,
      asked: { layer, what, rows, columns: Math.min(units, pixels(width)) },
    };
  }
  const page = unitsPerPage(width, units, tile).count;
  const first = (remembered.first ?? 0) < units ? (remembered.first ?? 0) : 0;
  const count = Math.min(page, units - first, most);
  const columns = Math.min(most, inputs);
  return { ...common, tile, first, count, asked: { layer, what, pictures: true, first, rows: count, columns } };
}

/** Whether a picture answers this choice; perhaps it was asked for before the room changed. */
export function answers(picture: WeightPicture, { asked, tile, first }: Choice): boolean {
  if (picture.layer !== asked.layer || picture.what !== asked.what) return false;
  return picture.pictures === (tile !== undefined) && (!tile || picture.first === first);
}
