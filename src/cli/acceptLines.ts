/**
 * Shows the lines of a config that are about to run, and asks for consent: a config from elsewhere must not run
 * programs unseen. Lines that were accepted once are not shown again.
 */
import { createInterface } from "node:readline";
import { ensureAccepted } from "../executors/accepted";

/**
 * Throws a NetworkError if the lines are refused, or if there is no terminal to ask on.
 * @param what description of their effect; @param yes true if the user has consented in advance
 */
export async function acceptLines(
  lines: readonly string[],
  group: string,
  { what, yes }: { what: string; yes: boolean },
  person: Person = { input: process.stdin, output: process.stderr },
): Promise<void> {
  await ensureAccepted(lines, group, async (shown) => {
    const text = shown.replace(/^/gm, "    ");
    person.output.write(`${what}\n\n${text}\n\n`);
    if (yes) return true;
    if (!person.input.isTTY || !person.output.isTTY) return false;
    return isYes(await ask(person, "Run these commands? The answer is remembered. yes or no: "));
  });
}

/** The streams on which the user reads and answers, if they are a terminal. */
export interface Person {
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { isTTY?: boolean };
}

const isYes = (answer: string): boolean => /^\s*y(es)?\s*$/i.test(answer);

/** Returns "" if the user ends the question by Ctrl-C or Ctrl-D. */
function ask({ input, output }: Person, question: string): Promise<string> {
  const terminal = createInterface({ input, output });
  return new Promise((resolve) => {
    terminal.once("SIGINT", () => terminal.close());
    terminal.once("close", () => {
      resolve("");
    });
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}
