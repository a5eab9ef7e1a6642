/** Draws the frames of an animation, one epoch after another, and returns the bytes of its file. */
import type { FilmKind } from "./film";
import { filmOf } from "./films";
import { Frame } from "./frame";
import type { MovingPicture } from "./movingPicture";

export interface AnimationOptions {
  /** Epochs of the frames, ascending. */
  readonly epochs: readonly number[];
  readonly kind: FilmKind;
  readonly framesPerSecond: number;
  /** Width in pixels; undefined: as on the screen. */
  readonly width: number | undefined;
  /** Text of the line above the picture. */
  readonly title: string;
}

/** What happens to the page meanwhile. */
export interface Page {
  /** Moves the page to a saved epoch. */
  moveTo(epoch: number): void;
  /** Called before each frame. */
  progress(done: number, epoch: number): void;
}

export interface SavedAnimation {
  readonly data: Uint8Array<ArrayBuffer>;
  /** How far the colours are from those of the page, as a sentence. */
  readonly colours: string;
}

/** Time that the last frame is shown, in milliseconds. */
export const lastMilliseconds = 2000;

/** @returns undefined if it was cancelled. Rejects with an Error whose message can be shown. */
export async function animate(
  picture: MovingPicture,
  { epochs, kind, framesPerSecond, width, title }: AnimationOptions,
  page: Page,
  cancelled: AbortSignal,
): Promise<SavedAnimation | undefined> {
  const end = new Promise<undefined>((resolve) => cancelled.addEventListener("abort", () => resolve(undefined)));
  let frame: Frame | undefined;
  let film: Awaited<ReturnType<typeof filmOf>> | undefined;
  try {
    for (const [i, epoch] of epochs.entries()) {
      page.progress(i, epoch);
      page.moveTo(epoch);
      const still = await Promise.race([picture.still(epoch), end]);
      if (!still || cancelled.aborted) return undefined;
      frame ??= new Frame(title, still, width);
      film ??= await filmOf(kind, frame.canvas);
      frame.draw(still, epoch);
      await film.add(i === epochs.length - 1 ? lastMilliseconds : 1000 / framesPerSecond);
    }
    const data = await film?.finish();
    return film && data && !cancelled.aborted ? { data, colours: film.colours } : undefined;
  } finally {
    film?.close();
  }
}
