/** Generates docs/command-line.md: every command with its arguments and options, as described by `--help`. */
import type { Argument, Command, Option } from "commander";
import { makeProgram } from "../../src/cli/program";
import { oneLine } from "./schemaText";

export function commandLinePage(): string {
  const program = makeProgram();
  const commands = program.commands;
  const lines = [
    "# Command line",
    "",
    "Every command of `matrix-network` (`node dist/cli.js` in a checkout) with its options. This page is generated from what `--help` prints;",
    "the [README](../README.md#in-the-terminal) has an example of each command, and the exit codes.",
    "",
    ...commands.flatMap((command) => section(program, command)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

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
