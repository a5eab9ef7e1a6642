/**
 * Runs commands of the command line in the tests' own process, as main.ts does in one of its own: with other streams,
 * folder, arguments and exit code. A start of a process costs more than most commands.
 */
import { Console } from "node:console";
import { Readable, Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { bundled } from "../bundled";
import type { Outcome } from "./terminal";

/** Its own bundle: the command line decides about colours as it is loaded, by the streams that are there. */
let loaded: typeof import("./program") | undefined;
const home = process.cwd();

/** Like a process, it is over once nothing of the command keeps the event loop alive; mocha's timeout ends the wait. */
export async function callInThisProcess(
  folder: string,
  environment: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<Outcome> {
  const [shown, script] = await Promise.all([bundled("src/cli/main.ts"), bundled("test/cli/program.ts")]);
  const before = open();
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) =>
    new Writable({
      decodeStrings: false,
      write(text: string | Buffer, _, done) {
        written[name] += text.toString();
        done();
      },
    });
  const streams = { stdin: Readable.from([]), stdout: stream("stdout"), stderr: stream("stderr") };
  const restore = replace({ folder, environment, argv: [process.execPath, shown, ...args], streams });
  try {
    loaded ??= require(script) as typeof import("./program");
    const { makeProgram, reportFailure, escapeConsole } = loaded;
    escapeConsole();
    await makeProgram(args[0])
      .then((program) => program.parseAsync())
      .catch((error) => {
        const code = reportFailure(error);
        process.exitCode ??= code;
      });
    while (exceeds(open(), before)) await setTimeout(1);
    return { code: Number(process.exitCode ?? 0), ...written };
  } finally {
    restore();
  }
}

/** What keeps the event loop alive, by kind. */
const open = (): string[] => process.getActiveResourcesInfo();

/** Returns whether there are more of any kind. */
function exceeds(now: readonly string[], before: readonly string[]): boolean {
  const count = (all: readonly string[], name: string) => all.filter((each) => each === name).length;
  return now.some((name) => count(now, name) > count(before, name));
}

interface Surroundings {
  folder: string;
  environment: NodeJS.ProcessEnv;
  argv: string[];
  streams: { stdin: Readable; stdout: Writable; stderr: Writable };
}

/** Returns what puts the process's own back. */
function replace({ folder, environment, argv, streams }: Surroundings): () => void {
  const own = { env: process.env, argv: process.argv, console, exitCode: process.exitCode };
  const names = ["stdin", "stdout", "stderr"] as const;
  const previous = names.map((name) => Object.getOwnPropertyDescriptor(process, name) as PropertyDescriptor);
  for (const name of names) Object.defineProperty(process, name, { value: streams[name], configurable: true });
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  process.env = { ...env, ...environment };
  process.argv = argv;
  process.exitCode = undefined;
  process.chdir(folder);
  globalThis.console = new Console(streams.stdout, streams.stderr);
  return () => {
    for (const [i, name] of names.entries()) Object.defineProperty(process, name, previous[i]);
    process.env = own.env;
    process.argv = own.argv;
    process.exitCode = own.exitCode;
    process.chdir(home);
    globalThis.console = own.console;
  };
}
