/** The proposed `data` of a config, with the reasons that become its comments. */
import type { TaskName } from "../../core/names";
import type { TargetKind } from "./targetKind";

/** Paths of the data and of the future config. */
export interface DataLocation {
  path: string;
  /** Path relative to the folder, as in the config. */
  name: string;
  /** Folder of the config. */
  folder: string;
}

/** A column or an array that could be learned, or a sheet. */
export interface Choice {
  name: string;
  /** Contents, in a few words. */
  about: string;
}

/** A field that may be one of two numbers, if nothing in the table decides it. */
export interface Ambiguity {
  column: string;
  field: string;
  /** Position, such as "line 2". */
  place: string;
  /** Number in the field, for each decimal mark. */
  readings: { decimal: "." | ","; number: string }[];
}

export interface Suggestion {
  /** Value of `data`, valid by the config's schema. */
  data: Record<string, unknown>;
  /** Sentences above each key of `data`; those under "" come first. */
  notes: Record<string, string[]>;
  /** Reasons against each column of `exclude`, in its order. */
  reasons?: string[];
  task: TaskName;
  /** Kind of the target, with the reason. */
  target: TargetKind;
  /** Possible labels, if there is a choice; below, the proposed one. */
  labels?: Choice[];
  label?: string;
  ambiguity?: Ambiguity;
  /** Sheets of a workbook with several, the proposed one first. */
  sheets?: Choice[];
}

/** The user's answers to what the data leaves open. */
export interface Answers {
  /** Column or array to learn. */
  label?: string | undefined;
  task?: TaskName | undefined;
  decimal?: "." | "," | undefined;
  sheet?: string | undefined;
}

/** Number of examples below which none are held back. */
const fewExamples = 5;
/** Number of examples below which a tenth is held back instead of a fifth. */
const spareExamples = 100;

/** Returns the key `validation` with its reason, or the reason why there is none. @param extra properties of the key */
export function heldOut(examples: number, extra: object = {}): { keys: { validation?: object }; notes: string[] } {
  const about = counted(examples, "example");
  if (examples < fewExamples) {
    return { keys: {}, notes: [`No examples are held out for validation: ${about} are too few.`] };
  }
  const isFew = examples < spareExamples;
  return {
    keys: { validation: { fraction: isFew ? 0.1 : 0.2, ...extra } },
    notes: isFew ? [`Only a tenth is held out for validation, because there are only ${about}.`] : [],
  };
}

/** Longest text of the data in a comment. */
const longest = 40;

/** Joins phrases with semicolons; cuts a long list. */
export const joined = (parts: readonly string[], most = 12): string =>
  parts.length <= most ? parts.join("; ") : `${parts.slice(0, most).join("; ")}; and ${parts.length - most} more`;

/** Quotes a text of the data, escaping characters that are invisible or could end a comment. */
export function quoted(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Returns `"a", "b" and "c"`; cuts a long list. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(quoted);
  if (names.length > most) return `${shown.join(", ")} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Returns "line 57" or "row 57" for a position such as "file:57". */
export const positionIn = (where: string, file: string): string => {
  const place = where.startsWith(file) ? where.slice(file.length) : where;
  return /^:\d+$/.test(place) ? `line ${place.slice(1)}` : place.replace(/^,\s*/, "");
};
