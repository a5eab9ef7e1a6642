/** Draws the frames of an animation, one epoch after another, and returns the bytes of its file. */
import { t } from "../ui/l10n";
import type { FilmKind } from "./film";
import { filmOf } from "./films";
import { Frame } from "./frame";
import type { MovingPicture, Still } from "./movingPicture";

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
  /** Moves the page to where it was before. */
  moveBack(): void;
  /** Called before each step with the part that is done, from 0 to 1. */
  progress(done: number, text: string): void;
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
  const stillAt = async (epoch: number): Promise<Still | undefined> => {
    page.moveTo(epoch);
    const still = await Promise.race([picture.still(epoch), end]);
    return cancelled.aborted ? undefined : still;
  };
  const { length } = epochs;
  const { scaling } = picture;
  // Nearly all time is spent on answers, which are asked for during the first visit.
  const [measuring, drawing] = scaling ? [0.9, 0.1] : [0, 1];
  let frame: Frame | undefined;
  let film: Awaited<ReturnType<typeof filmOf>> | undefined;
  try {
    scaling?.begin();
    for (const [i, epoch] of scaling ? epochs.entries() : []) {
      page.progress((measuring * i) / length, t("Scale of all frames: epoch {0}, {1} of {2}", epoch, i + 1, length));
      if (!(await stillAt(epoch))) return undefined;
    }
    for (const [i, epoch] of epochs.entries()) {
      page.progress(measuring + (drawing * i) / length, t("Frame {0} of {1}: epoch {2}", i + 1, length, epoch));
      const still = await stillAt(epoch);
      if (!still) return undefined;
      frame ??= new Frame(title, still, width);
      film ??= await filmOf(kind, frame.canvas);
      frame.draw(still, epoch);
      await film.add(i === length - 1 ? lastMilliseconds : 1000 / framesPerSecond);
    }
    const data = await film?.finish();
    return film && data && !cancelled.aborted ? { data, colours: film.colours } : undefined;
  } finally {
    film?.close();
    page.moveBack();
    scaling?.end();
  }
}
