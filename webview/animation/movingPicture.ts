/** A picture of the page that can be saved over the saved epochs. */
import { t } from "../ui/l10n";

/** A picture of one epoch, in CSS pixels. */
export interface Still {
  readonly width: number;
  readonly height: number;
  /** True if the picture has its own title and epoch. */
  readonly isTitled: boolean;
  draw(context: CanvasRenderingContext2D): void;
}

export interface MovingPicture {
  readonly title: string;
  /** Returns whether the picture is shown now. */
  isShown(): boolean;
  /**
   * Returns the picture of the epoch to which the page has been moved, once it is drawn. Rejects with an Error whose
   * message can be shown.
   */
  still(epoch: number): Promise<Still>;
  /** Set if all frames have one scale: the epochs are visited twice, first for the scale, then for the frames. */
  readonly scaling?: { begin(): void; end(): void };
}

/** Throws if an answer is not about the wanted epoch, so that no frame shows another one. */
export function checkEpoch(wanted: number, shown: number | undefined): void {
  if (shown !== wanted) throw new Error(t("The weights of epoch {0} could not be read.", wanted));
}
