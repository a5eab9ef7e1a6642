/** Formats JSON schemas for tables. */

/** The subset of JSON Schema (draft 7) that zod writes. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema | JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** Returns the alternatives of a union, or the schema itself. */
export function variantsOf(schema: JsonSchema): JsonSchema[] {
  const union = schema.oneOf ?? schema.anyOf;
  return union ? union.flatMap(variantsOf) : [schema];
}

/** Describes the values: "integer, 1 to 65536", "`relu` or `linear`", "list of string". */
export function valueText(schema: JsonSchema): string {
  return [...new Set(variantsOf(schema).map(oneValue))].join(", or ");
}

function oneValue(schema: JsonSchema): string {
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(" ");
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  if (schema.type === "array") {
    const { items } = schema;
    if (Array.isArray(items)) return `list of ${items.length}: ${items.map(oneValue).join(", ")}`;
    return `list of ${items && !items.properties ? valueText(items) : "objects"}`;
  }
  const range = rangeText(schema);
  return range === "" ? (schema.type ?? "any") : `${schema.type}, ${range}`;
}

function rangeText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const isWhole = (bound: number | undefined) => bound !== undefined && Math.abs(bound) === Number.MAX_SAFE_INTEGER;
  const low = exclusiveMinimum !== undefined ? `> ${exclusiveMinimum}` : isWhole(minimum) ? "" : minimum;
  const high = exclusiveMaximum !== undefined ? `< ${exclusiveMaximum}` : isWhole(maximum) ? "" : maximum;
  const text = (bound: string | number, sign: string) => (typeof bound === "number" ? `${sign} ${bound}` : bound);
  const bounds = [text(low ?? "", "≥"), text(high ?? "", "≤")].filter((bound) => bound !== "");
  return bounds.join(" and ");
}

/** Returns text for a cell of a Markdown table. */
export const oneLine = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
