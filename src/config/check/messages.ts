/** Values and types as messages name them. */

const typeNames: Record<string, string> = {
  int: "a whole number",
  number: "a number",
  string: "a text in double quotes",
  boolean: "true or false",
  object: "an object { … }",
  array: "a list [ … ]",
  tuple: "a list [ … ]",
};

/** @param type as zod names it */
export const typeName = (type: string) => typeNames[type] ?? type;

export const expected = (wanted: string, found: unknown) => `expected ${wanted}, found ${show(found)}`;

/** A value as a person wrote it, cut short. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 36)}…"` : text;
}

export const list = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(", ");
