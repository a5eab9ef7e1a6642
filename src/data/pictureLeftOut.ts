/** Counts what a folder of pictures holds that is not learned from, or not as it is, and says why. */
import { basename, extname } from "node:path";
import type { LeftOut } from "./source";

/** What a person sees as a picture, and what is not read. */
const unreadable = /\.(heic|heif|avif|tiff?|svg|jp2|jxl|psd|ico|tga|pnm|ppm|pgm|raw|dng|cr2|nef|arw)$/i;

export class PictureLeftOut {
  private readonly whys: string[] = [];
  private files = 0;
  private readonly others: string[] = [];
  private animated = 0;
  private coloured = 0;

  /** Files between the pictures. */
  addOthers(names: readonly string[]): void {
    for (const name of names) this.others.push(name);
  }

  /** @param files so many of them are left out */
  add(files: number, why: string): void {
    if (files === 0) return;
    this.files += files;
    this.whys.push(why);
  }

  /** What nothing is left out by, and a person should know. */
  note(why: string): void {
    this.whys.push(why);
  }

  addAnimated(): void {
    this.animated++;
  }

  addColoured(): void {
    this.coloured++;
  }

  /** Nothing, where all was learned from. */
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
        ? [`${counted(pictures)} of a format that is not read (${endingsOf(pictures)}); save them as PNG or JPEG`]
        : []),
      ...(rest.length > 0 ? [`${counted(rest)} no picture that can be read (${endingsOf(rest)})`] : []),
      ...(hidden.length > 0 ? [`${counted(hidden)} hidden: the name starts with a dot (${basename(hidden[0])})`] : []),
    ];
  }

  private aboutPictures(): string[] {
    return [
      ...(this.animated > 0 ? [`of ${these(this.animated, "animated picture")} the first frame is read`] : []),
      ...(this.coloured > 0
        ? [
            `${these(this.coloured, "picture")} with colours made grey, as the first picture has none; ` +
              "set data.grey to true where that is meant, to false where colours count",
          ]
        : []),
    ];
  }
}

const isHidden = (name: string) => basename(name).startsWith(".");

export const these = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

const counted = (names: readonly string[]) => `${these(names.length, "file")} ${names.length === 1 ? "is" : "are"}`;

/** Endings, the most frequent ones. */
function endingsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const ending = extname(name).toLowerCase() || "no ending";
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).map(([ending]) => ending);
  return sorted.length > 5 ? `${sorted.slice(0, 5).join(", ")}, …` : sorted.join(", ");
}
