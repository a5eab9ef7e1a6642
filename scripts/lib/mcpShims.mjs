/**
 * In place of the shims of @modelcontextprotocol/server for Node: they bundle a validator of JSON schemas (ajv, 0.3 MB) for
 * forms that a server asks users to fill in. Ours only asks yes or no.
 */
import process from "node:process";

export class DefaultJsonSchemaValidator {
  getValidator() {
    throw new Error("the server for agents has no validator of JSON schemas");
  }
}

export { process };
