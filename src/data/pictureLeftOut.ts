/** Counts the files of picture folders that are not used for training, or not unchanged, with the reasons. */
import { basename, extname } from "node:path";
import type { LeftOut } from "./source";

/** Extensions of picture formats that are not supported. */
const unreadable = /\.(heic|heif|avif|tiff?|svg|jp2|jxl|psd|ico|tga|pnm|ppm|pgm|raw|dng|cr2|nef|arw)$/i;

export class PictureLeftOut {
  private readonly whys: string[] = [];
  private files = 0;
  private readonly others: string[] = [];
  private animated = 0;
  private coloured = 0;

  /** Counts files between the pictures. */
  addOthers(names: readonly string[]): void {
    for (const name of names) this.others.push(name);
  }

  /** @param files number of files that are left out */
  add(files: number, why: string): void {
    if (files === 0) return;
    this.files += files;
    this.whys.push(why);
  }

  /** Adds a remark that leaves no file out. */
  note(why: string): void {
    this.whys.push(why);
  }

  addAnimated(): void {
    this.animated++;
  }

  addColoured(): void {
    this.coloured++;
  }

  /** Summary of what was left out; undefined if nothing was. */
  get result(): LeftOut | undefined {
    const whys = [...this.whys, ...this.aboutOthers(), ...this.aboutPictures()];
    if (whys.length === 0) return undefined;
    return { rows: 0, columns: 0, files: this.files + this.others.length, why: whys };
  }

  private aboutOthers(): string[] {
    const hidden = this.others.filter(isHidden);
    const seen = this.others.filter((name) => !isHidden(name));
    const pictures = seen.filter((name) => unreadable.test(name));
    const rest = seen.filter((name) => !unreadable.test(name));
    return [
      ...(pictures.length > 0
        ? [`${counted(pictures)} in a format that is not supported (${endingsOf(pictures)}); save them as PNG or JPEG`]
        : []),
      ...(rest.length > 0
        ? [`${counted(rest)} no readable ${rest.length === 1 ? "picture" : "pictures"} (${endingsOf(rest)})`]
        : []),
      ...(hidden.length > 0 ? [`${counted(hidden)} hidden: the name starts with a dot (${basename(hidden[0])})`] : []),
    ];
  }

  private aboutPictures(): string[] {
    return [
      ...(this.animated > 0 ? [`of ${these(this.animated, "animated picture")} only the first frame is read`] : []),
      ...(this.coloured > 0
        ? [
            `the colours of ${these(this.coloured, "picture")}, because the first picture is grey; ` +
              "set data.grey to true if this is intended, to false to keep the colours",
          ]
        : []),
    ];
  }
}

const isHidden = (name: string) => basename(name).startsWith(".");

export const these = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

const counted = (names: readonly string[]) => `${these(names.length, "file")} ${names.length === 1 ? "is" : "are"}`;

/** Returns up to five extensions, the most frequent first. */
function endingsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const ending = extname(name).toLowerCase() || "no ending";
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).map(([ending]) => ending);
  return sorted.length > 5 ? `${sorted.slice(0, 5).join(", ")}, …` : sorted.join(", ");
}
