/** Arguments of scripts that run stages: names (or prefixes) of stages, and options. Exits with 2 if invalid. */
import { parseArgs } from "node:util";

const grep = { grep: { type: "string", short: "g" } };

/**
 * @param stages to choose from; all that are not marked `named` if none is named
 * @param options in addition to `--grep`, as for parseArgs
 * @param take parses the positional arguments to { names, … }; throws an Error that states the usage
 * @returns { chosen, grep } and the other values
 */
export function argumentsOf(stages, options = {}, take = (names) => ({ names })) {
  try {
    const { values, positionals } = parseArgs({ options: { ...grep, ...options }, allowPositionals: true });
    const { names, ...more } = take(positionals, values);
    const unknown = names.filter((start) => !stages.some(({ name }) => name.startsWith(start)));
    if (unknown.length > 0)
      throw new Error(`${unknown.join(", ")}: no such stage; there are ${stages.map(({ name }) => name).join(", ")}`);
    const chosen = stages.filter(({ name, named }) =>
      names.length === 0 ? !named : names.some((start) => name.startsWith(start)),
    );
    return { ...values, ...more, chosen };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
