/** Counts the files of picture folders that are not used for training, or not unchanged, with the reasons. */
import { basename, extname } from "node:path";
import { noticed } from "../messages";
import { leftOutOf, type Reason } from "./leftOut";
import type { LeftOut } from "./source";

/** Extensions of picture formats that are not supported. */
const unreadable = /\.(heic|heif|avif|tiff?|svg|jp2|jxl|psd|ico|tga|pnm|ppm|pgm|raw|dng|cr2|nef|arw)$/i;

export class PictureLeftOut {
  private readonly reasons: Reason[] = [];
  private files = 0;
  private readonly others: string[] = [];
  private animated = 0;
  private coloured = 0;

  /** Counts files between the pictures. */
  addOthers(names: readonly string[]): void {
    for (const name of names) this.others.push(name);
  }

  /** @param files number of files that are left out */
  add(files: number, reason: Reason): void {
    if (files === 0) return;
    this.files += files;
    this.reasons.push(reason);
  }

  /** Adds a remark that leaves no file out. */
  note(reason: Reason): void {
    this.reasons.push(reason);
  }

  addAnimated(): void {
    this.animated++;
  }

  addColoured(): void {
    this.coloured++;
  }

  /** Summary of what was left out; undefined if nothing was. */
  get result(): LeftOut | undefined {
    const reasons = [...this.reasons, ...this.aboutOthers(), ...this.aboutPictures()];
    if (reasons.length === 0) return undefined;
    return leftOutOf({ files: this.files + this.others.length }, reasons);
  }

  private aboutOthers(): Reason[] {
    const hidden = this.others.filter(isHidden);
    const seen = this.others.filter((name) => !isHidden(name));
    const pictures = seen.filter((name) => unreadable.test(name));
    const rest = seen.filter((name) => !unreadable.test(name));
    const others = (names: readonly string[]) => ({ count: names.length, endings: endingsOf(names) });
    return [
      ...(pictures.length > 0 ? [noticed("left-out/format", others(pictures))] : []),
      ...(rest.length > 0 ? [noticed("left-out/no-picture", others(rest))] : []),
      ...(hidden.length > 0
        ? [noticed("left-out/hidden", { count: hidden.length, example: basename(hidden[0]) })]
        : []),
    ];
  }

  private aboutPictures(): Reason[] {
    return [
      ...(this.animated > 0 ? [noticed("left-out/animated", { count: this.animated })] : []),
      ...(this.coloured > 0 ? [noticed("left-out/grey", { count: this.coloured })] : []),
    ];
  }
}

const isHidden = (name: string) => basename(name).startsWith(".");

/** Returns the extensions, the most frequent first; "" for none. */
function endingsOf(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const ending = extname(name).toLowerCase();
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([ending]) => ending);
}
