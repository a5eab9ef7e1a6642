/**
 * The parts of a message: a kind or a severity, and a template with named values. An id is a code, or a code and a
 * variant ("csv-quote/unclosed") if one code has several sentences; codes are stable, variants are not.
 */

/** The cause of an error: the config, the command's arguments, a request of the panel or the debugger, a file, … */
export type ErrorKind =
  | "config"
  | "usage"
  | "request"
  | "file"
  | "unavailable"
  | "data"
  | "non-finite"
  | "run"
  | "internal";

/** Exit codes of the command line. The exit code of an error code never changes. */
export const exitCodes: Record<ErrorKind, number> = {
  internal: 1,
  config: 2,
  usage: 2,
  request: 2,
  file: 2,
  unavailable: 2,
  data: 3,
  "non-finite": 4,
  run: 5,
};

export type Severity = "error" | "warning" | "hint";

/** A template of one line: where, what is wrong; the fix. Translations replace only the template. */
type Text<Values> = (values: Values) => string;

export interface ErrorMessage<Values = never> {
  readonly kind: ErrorKind;
  readonly text: Text<Values>;
}

export interface LintMessage<Values = never> {
  readonly severity: Severity;
  readonly text: Text<Values>;
}

/** Returns a factory of messages of one kind. */
export const errorsOf =
  (kind: ErrorKind) =>
  <Values = Record<never, never>>(text: Text<Values>): ErrorMessage<Values> => ({ kind, text });

/** Returns a factory of messages of one severity. */
export const lintOf =
  (severity: Severity) =>
  <Values = Record<never, never>>(text: Text<Values>): LintMessage<Values> => ({ severity, text });

/** The named values of a message, by its type. */
export type ValuesOf<Message> = Message extends { text: Text<infer Values> } ? Values : never;

/** The templates of a catalogue in another language: complete, with the same named values. */
export type TextsOf<Catalogue> = { readonly [Id in keyof Catalogue]: Text<ValuesOf<Catalogue[Id]>> };

/** The code of an id: the part before its variant. */
export type CodeOf<Id> = Id extends `${infer Code}/${string}` ? Code : Id;

export const codeOf = <Id extends string>(id: Id): CodeOf<Id> => id.split("/", 1)[0] as CodeOf<Id>;

/** Formats a number with its noun: "1 unit", "2 units". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
