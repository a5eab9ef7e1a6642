/** Generates docs/command-line.md: every command with its arguments and options, as described by `--help`. */
import type { Argument, Command, Option } from "commander";
import { noCode } from "../../src/cli/failures";
import { makeProgram } from "../../src/cli/program";
import { exitCodes } from "../../src/messages/message";
import { oneLine } from "./schemaText";

export async function commandLinePage(): Promise<string> {
  const program = await makeProgram();
  const commands = program.commands;
  const lines = [
    "# Command line",
    "",
    "Every command of `matrix-network` (`node dist/cli.js` in a checkout) with its options. This page is generated from what `--help` prints;",
    "the [README](../README.md#in-the-terminal) has an example of each command.",
    "",
    "## Exit codes",
    "",
    "| code | meaning |",
    "|---|---|",
    ...exitCodeRows(),
    "",
    "`attach` ends with the exit code of the training, or with 130 if it leaves.",
    "",
    ...commands.flatMap((command) => section(program, command)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const exitCodeRows = (): string[] =>
  [
    [0, "done; `evaluate --at-least`: the answer is yes"],
    [exitCodes.internal, "a bug in Matrix Network"],
    [exitCodes.usage, "the config, an option or a file that was named is wrong, or what it asks for is not available"],
    [exitCodes.data, "the data is wrong, missing or another than the run's"],
    [exitCodes["non-finite"], "the numbers overflowed"],
    [exitCodes.run, "the run folder is missing, damaged or in use"],
    [
      noCode,
      "the answer is no: `evaluate` did not reach its bound or found another seed, `verify` or `train --trial` a " +
        "difference, `when` no such minibatch",
    ],
    [130, "interrupted by Ctrl-C, after a checkpoint"],
    [143, "ended by SIGTERM, after a checkpoint"],
  ].map(([code, meaning]) => `| ${code} | ${meaning} |`);

function section(program: Command, command: Command): string[] {
  const { registeredArguments: parameters } = command;
  const options = command.options.filter(({ hidden }) => !hidden);
  const rows = [...parameters.map(argumentRow), ...options.map(optionRow)];
  return [
    `## ${command.name()}`,
    "",
    `    ${program.name()} ${command.name()} ${command.usage()}`,
    "",
    sentence(command.description()),
    "",
    "| argument or option | meaning | default |",
    "|---|---|---|",
    ...rows,
    "",
  ];
}

function argumentRow(argument: Argument): string {
  const { required, variadic, description, defaultValue } = argument;
  const name = `${argument.name()}${variadic ? "..." : ""}`;
  return row(required ? `<${name}>` : `[${name}]`, description, defaultValue);
}

const optionRow = ({ flags, description, argChoices, defaultValue }: Option): string =>
  row(flags, `${description}${argChoices ? `: ${argChoices.join(", ")}` : ""}`, defaultValue);

const row = (name: string, meaning: string, standard: unknown): string =>
  `| \`${name.replaceAll("|", "\\|")}\` | ${oneLine(meaning)} | ${standard === undefined ? "" : `\`${standard}\``} |`;

/** Converts a help text, which has no capital and no full stop, to a sentence. */
const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}.`;
