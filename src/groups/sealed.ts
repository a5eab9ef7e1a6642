/** The JSON files of a group, with checksums that are verified on reading. */
import type * as z from "zod";
import { NetworkError } from "../core/errors";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { about } from "../runs/errors";
import { seal, unseal } from "../runs/sealedJson";

export const formatSealed = (value: object): string => seal(JSON.stringify(value, null, 2));

/** Reads a file; throws NetworkError of kind "run" if it is missing, damaged, or of another version. */
export async function readSealed<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> {
  const { json, intact } = unseal(await about(file, () => readOrdinaryFile(file)));
  if (json === undefined) throw new NetworkError("group-damaged/key", { file, key: "", reason: "is not JSON" });
  const hasSum = typeof json === "object" && json !== null && "checksum" in json;
  if (!intact || !hasSum) throw new NetworkError("group-damaged/checksum", { file });
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  throw new NetworkError("group-damaged/key", { file, key: path.join("."), reason: message });
}

/** Reads a file as readSealed; undefined if it is missing. */
export async function readSealedIfThere<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return await readSealed(file, schema);
  } catch (error) {
    if (error instanceof NetworkError && error.code === "run-missing") return undefined;
    throw error;
  }
}

/** Returns the value as read from the file: members in the order of the schema, numbers as in JSON. */
export const normalized = <Schema extends z.ZodType>(value: object, schema: Schema): z.output<Schema> =>
  schema.parse(JSON.parse(JSON.stringify(value)));
