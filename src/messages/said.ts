/**
 * What a message is made of, so that the one who shows it can say it in another language. A value may be a message
 * itself, such as the reason of an error. Between processes it is JSON.
 */

/** A message inside of another one: an error, or a sentence of the catalogue. Without an id it has no translation. */
export interface Cited {
  readonly message: string;
  readonly id?: string | undefined;
  readonly values?: object | undefined;
  readonly location?: string | undefined;
}

/** Returns the text of a message, in the language of the one who shows it. */
export type SayMessage = (message: Cited) => string;
export const inEnglish: SayMessage = ({ message }) => message;

/** The named values of a message as they are given to it: a text, or one of a list, may be a message. */
export type Given<Values> = {
  [Key in keyof Values]: string extends Values[Key]
    ? Values[Key] | Cited
    : readonly string[] extends Values[Key]
      ? Values[Key] | readonly (string | Cited)[]
      : Values[Key];
};

/** A message in JSON. Numbers that JSON lacks are `{"number": "NaN"}`; a message in a value has this form, too. */
export interface Said {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The file, or the position in a file, that the message starts with. */
  readonly location?: string;
}

/** Messages cite few others; a deeper value comes from elsewhere. */
const maxDepth = 8;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isCited = (value: unknown): value is Cited => isObject(value) && typeof value.message === "string";
const isSaid = (value: unknown): value is Said =>
  isObject(value) && typeof value.id === "string" && isObject(value.values);

/** Returns the values with the texts of the messages among them. */
export const withTexts = (values: object): object =>
  mapValues(values, (value) => (Array.isArray(value) ? value.map(textIn) : textIn(value)));

const textIn = (value: unknown): unknown => (isCited(value) ? value.message : value);

/** Returns what a message is made of; undefined if that is unknown, as for an error of the system. */
export function saidBy(message: unknown): Said | undefined {
  return isSaid(message) && isCited(message) ? encodeMessage(message) : undefined;
}

/** Returns a message for another process: its text, and what it is made of. */
export const messageFields = <Message extends Cited>(message: Message) => ({
  message: message.message,
  ...saidBy(message),
});

function encodeMessage({ id, values, location }: Said): Said {
  return { id, values: mapValues(values, encode), ...(location !== undefined && { location }) };
}

function encode(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
  if (isCited(value)) return saidBy(value) ?? value.message;
  if (Array.isArray(value)) return value.map(encode);
  return isObject(value) ? mapValues(value, encode) : value;
}

/**
 * Formats a message from another process.
 * @param textOf returns the template of an id; throws an Error for an unknown one
 */
export function formatSaid({ id, values, location }: Said, textOf: (id: string) => Template, depth = 0): string {
  if (depth > maxDepth) throw new RangeError("too many messages in one another");
  const decode = (value: unknown): unknown => {
    if (isSaid(value)) return formatSaid(value, textOf, depth + 1);
    if (Array.isArray(value)) return value.map(decode);
    if (!isObject(value)) return value;
    return typeof value.number === "string" ? Number(value.number) : mapValues(value, decode);
  };
  const text = textOf(id)(mapValues(values, decode));
  return location === undefined ? text : `${location}: ${text}`;
}

export type Template = (values: object) => string;

const mapValues = (values: object, map: (value: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
