/** Changes to a table's text on its way into a file: encoding, line ends, blanks and comments. */
import type { Draw } from "./draw";
import type { Encoded, Written } from "./written";

export interface Dressed {
  bytes: Buffer;
  /** Describes the changes in messages of the test. */
  how: string;
}

export function dress({ text, data, encodings = ["utf-8"], lineEnds = ["\n"] }: Written, draw: Draw): Dressed {
  const isCsv = data.format === "csv";
  const steps: string[] = [];
  let dressed = text;
  const step = (what: string, share: number, change: (text: string) => string) => {
    if (!draw.chance(share)) return;
    dressed = change(dressed);
    steps.push(what);
  };
  if (isCsv && !/^(sep=|#)/.test(text)) {
    step("comment", 0.08, (each) => `# made by chance\n# 2024-05-01, 12:30\n${each}`);
  }
  step("blank lines at the end", 0.15, (each) => `${each}\n\n`);
  step("no end of the last line", 0.15, (each) => each.replace(/\n+$/, ""));
  if (isCsv && !/\t/.test(text)) step("blanks at the ends of lines", 0.1, (each) => each.replace(/\n/g, "  \n"));
  const end = draw.of(lineEnds);
  dressed = dressed.replace(/\n/g, end);
  step("mixed ends of lines", isCsv ? 0.1 : 0, (each) => each.replace(/\r?\n/g, () => draw.of(["\n", "\r\n"])));
  const encoding = draw.of(encodings.filter((each) => each !== "windows-1252" || fitsWindows(dressed)));
  return { bytes: encode(dressed, encoding), how: [encoding, JSON.stringify(end), ...steps].join(", ") };
}

const others = new Map([
  ["€", 0x80],
  ["’", 0x92],
]);

const fitsWindows = (text: string): boolean =>
  [...text].every((character) => others.has(character) || character.charCodeAt(0) < 256);

function encode(text: string, encoding: Encoded): Buffer {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text);
    case "utf-8 with mark":
      return Buffer.from(`\ufeff${text}`);
    case "utf-16le":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf-16le without mark":
      return Buffer.from(text, "utf16le");
    case "utf-16be":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    case "windows-1252":
      return Buffer.from([...text].map((character) => others.get(character) ?? character.charCodeAt(0)));
  }
}
