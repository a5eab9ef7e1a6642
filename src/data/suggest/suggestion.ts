/** What a look at data proposes for `data` of a config, and why: the comments of the config that is written. */
import type { TaskName } from "../../core/names";
import type { TargetKind } from "./targetKind";

/** Where the data is and the config will be. */
export interface Place {
  path: string;
  /** Relative to the folder, as the config names it. */
  name: string;
  /** Of the config. */
  folder: string;
}

/** A column or an array that could be learned, or a sheet. */
export interface Choice {
  name: string;
  /** What it holds, in a few words. */
  about: string;
}

/** A field that is one number or another, and nothing in the table tells which. */
export interface Ambiguity {
  column: string;
  field: string;
  /** "line 2". */
  place: string;
  /** What the field is with each decimal mark. */
  readings: { decimal: "." | ","; number: string }[];
}

export interface Suggestion {
  /** As the config's schema takes it. */
  data: Record<string, unknown>;
  /** Sentences above a key of `data`; those under "" stand above all of them. */
  notes: Record<string, string[]>;
  /** Of each column of `exclude`, in its order: why it is no input. */
  reasons?: string[];
  task: TaskName;
  /** What is learned and what shows it. */
  target: TargetKind;
  /** Where a person can choose: what could be learned, and what is proposed. */
  labels?: Choice[];
  label?: string;
  ambiguity?: Ambiguity;
  /** Of a workbook with several sheets, the proposed one first. */
  sheets?: Choice[];
}

/** What a person answered, where the data leaves it open. */
export interface Answers {
  /** The column, or the array, to learn. */
  label?: string | undefined;
  task?: "classification" | "regression" | undefined;
  decimal?: "." | "," | undefined;
  sheet?: string | undefined;
}

/** A tenth of fewer examples is none. */
const fewExamples = 5;
/** Below so many examples a fifth is missed by the training. */
const spareExamples = 100;

/** The key `validation` with its reason, or a reason why there is none. @param extra of the key */
export function heldBack(examples: number, extra: object = {}): { keys: { validation?: object }; notes: string[] } {
  const about = counted(examples, "example");
  if (examples < fewExamples) {
    return { keys: {}, notes: [`No examples are held back to validate on: ${about} are too few.`] };
  }
  const isFew = examples < spareExamples;
  return {
    keys: { validation: { fraction: isFew ? 0.1 : 0.2, ...extra } },
    notes: isFew ? [`A tenth is held back to validate on: of ${about} the training can spare no more.`] : [],
  };
}

/** So much of a text as a comment can bear. */
const longest = 40;

/** Sentences joined where there are many. */
export const joined = (parts: readonly string[], most = 12): string =>
  parts.length <= most ? parts.join("; ") : `${parts.slice(0, most).join("; ")}; and ${parts.length - most} more`;

/** A text of the data between quotation marks, without anything that could end a comment or hide in it. */
export function quoted(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** `"a", "b" and "c"`; many are cut. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(quoted);
  if (names.length > most) return `${shown.join(", ")} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** "line 57" or "row 57", of a place such as "file:57". */
export const placeIn = (where: string, file: string): string => {
  const place = where.startsWith(file) ? where.slice(file.length) : where;
  return /^:\d+$/.test(place) ? `line ${place.slice(1)}` : place.replace(/^,\s*/, "");
};
