/** The arguments of scripts that run stages: names of stages, or beginnings of names, and options. Ends with 2 where they are wrong. */
import { parseArgs } from "node:util";

const grep = { grep: { type: "string", short: "g" } };

/**
 * @param stages to choose from: all, where none is named
 * @param options more than `--grep`, as for parseArgs
 * @param take reads the positional arguments: { names } and what else they say; throws an Error that says how to call the script
 * @returns { chosen, grep } and what else was said
 */
export function argumentsOf(stages, options = {}, take = (names) => ({ names })) {
  try {
    const { values, positionals } = parseArgs({ options: { ...grep, ...options }, allowPositionals: true });
    const { names, ...more } = take(positionals, values);
    const unknown = names.filter((start) => !stages.some(({ name }) => name.startsWith(start)));
    if (unknown.length > 0)
      throw new Error(`${unknown.join(", ")}: no such stage; there are ${stages.map(({ name }) => name).join(", ")}`);
    const chosen = stages.filter(({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)));
    return { ...values, ...more, chosen };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
