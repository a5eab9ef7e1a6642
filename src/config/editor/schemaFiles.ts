/** The files of schemas/, by name. */

import { type JsonSchema, strictSchema } from "../schema/jsonSchema";
import { editorSchema } from "./editorSchema";

export const schemaFiles = (): Record<string, JsonSchema> => ({
  "network.schema.json": strictSchema(),
  "network.vscode.schema.json": editorSchema(),
});

export const formatSchema = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
