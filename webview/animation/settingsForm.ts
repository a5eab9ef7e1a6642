/** The fields of the dialog: picture, epochs, speed, width and kind of file. */
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { chosenEpochs } from "./chosenEpochs";
import type { FilmKind } from "./film";
import { filmKinds } from "./films";

/** Widths in pixels that are offered besides that of the screen. */
const widths = [480, 640, 800, 1200];
const kindNames: Record<FilmKind, string> = { gif: t("GIF image"), webm: t("WebM video") };

export interface Settings {
  /** Index of the picture. */
  readonly picture: number;
  readonly epochs: readonly number[];
  /** Number of saved epochs of the range. */
  readonly of: number;
  readonly framesPerSecond: number;
  /** Width in pixels; undefined: as on the screen. */
  readonly width: number | undefined;
  readonly kind: FilmKind;
}

export class SettingsForm {
  private readonly picture = element("select", { id: "animation-picture" });
  private readonly from = number("animation-from", 0, Number.MAX_SAFE_INTEGER);
  private readonly to = number("animation-to", 0, Number.MAX_SAFE_INTEGER);
  private readonly most = number("animation-most", 2, 300, 60);
  private readonly speed = number("animation-speed", 1, 25, 5);
  private readonly width = element("select", { id: "animation-width" });
  private readonly kind = element("select", { id: "animation-kind" });
  readonly element: HTMLFieldSetElement;
  private kept: readonly number[] = [];

  constructor(onChange: () => void) {
    const fields = [
      [t("Picture"), this.picture],
      [t("From epoch"), this.from],
      [t("To epoch"), this.to],
      [t("Frames at most"), this.most],
      [t("Frames per second"), this.speed],
      [t("Width"), this.width],
      [t("File"), this.kind],
    ] as const;
    this.width.append(new Option(t("As on the screen"), ""), ...widths.map((each) => pixels(each)));
    this.kind.append(...filmKinds().map((kind) => new Option(kindNames[kind], kind)));
    const rows = fields.flatMap(([name, field]) => [element("label", { for: field.id }, name), field]);
    this.element = element("fieldset", {}, ...rows);
    this.element.addEventListener("input", onChange);
  }

  /** @param titles of the pictures; @param kept the saved epochs, at least two */
  offer(titles: readonly string[], chosen: number, kept: readonly number[]): void {
    this.picture.replaceChildren(...titles.map((title, i) => new Option(title, String(i), false, i === chosen)));
    this.kept = kept;
    const [first, last] = [kept[0], kept[kept.length - 1]];
    for (const [field, value] of [
      [this.from, first],
      [this.to, last],
    ] as const) {
      Object.assign(field, { min: String(first), max: String(last), valueAsNumber: value });
    }
  }

  /** The settings; undefined if a field is invalid or no epoch is in the range. */
  get settings(): Settings | undefined {
    const { kept, from, to, most, speed, width, kind } = this;
    if (![from, to, most, speed].every((field) => field.checkValidity())) return undefined;
    const range = [from.valueAsNumber, to.valueAsNumber] as const;
    const epochs = chosenEpochs(kept, ...range, most.valueAsNumber);
    if (epochs.length === 0) return undefined;
    return {
      picture: Number(this.picture.value),
      epochs,
      of: chosenEpochs(kept, ...range, kept.length).length,
      framesPerSecond: speed.valueAsNumber,
      width: width.value === "" ? undefined : Number(width.value),
      kind: kind.value as FilmKind,
    };
  }
}

function number(id: string, min: number, max: number, value = min): HTMLInputElement {
  return element("input", { type: "number", id, min, max, step: 1, value, required: true });
}

const pixels = (width: number) => new Option(t("{0} pixels", width), String(width));
