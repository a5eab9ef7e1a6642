/** Configs, commands and names of code in the pages are correct: they are parsed, checked and looked up. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import * as z from "zod";
// @ts-expect-error a script without types
import { stages } from "../../scripts/lib/stages.mjs";
import { makeProgram } from "../../src/cli/program";
import { checkConfig } from "../../src/config/check/check";
import { parse as parseExpression } from "../../src/expressions/parse";
import { codeBlocks, codeLines, pages, readPage, root } from "./pages";

type Json = Record<string, unknown>;

/** A config that a page shows a part of, and the key `sweep` where the part belongs to it. */
const whole: Json = {
  version: 1,
  data: { format: "csv", path: "flats.csv", label: "kind", validation: { fraction: 0.2 } },
  layers: [{ units: 3, activation: "softmax" }],
};
const sweep: Json = {
  parameters: { "training.batchSize": { choice: [16, 32] } },
  search: { type: "random", trials: 4 },
};

/** Where the parts belong whose first key is not one of a config. */
const parents: Record<string, string[]> = {
  dates: ["data"],
  validation: ["data"],
  executor: ["sweep"],
  "training.optimizer.type": ["sweep", "parameters"],
};

const { scripts, contributes } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Settings and commands of the extension. */
const ids: string[] = [
  ...Object.keys(contributes.configuration.properties),
  ...contributes.commands.map(({ command }: { command: string }) => command),
];

/** JSON that is no config. */
const others = ["mcpServers", "type"];

let program: Command;

describe("the snippets of the pages", () => {
  before(async function () {
    // The code of all commands is compiled when it is first loaded.
    this.timeout(120_000);
    program = await makeProgram();
  });

  for (const page of pages) {
    const configs = codeBlocks(page).filter(({ language }) => language === "json" || language === "jsonc");
    for (const [i, { text }] of configs.entries()) {
      it(`${page}: config ${i + 1} has no errors`, () => assert.deepEqual(problemsOf(text), []));
    }
  }

  it("name commands and options that exist", () => {
    const problems = pages.flatMap((page) => codeLines(page).map((line) => withPage(page, commandProblem(line))));
    assert.deepEqual(problems.filter(Boolean), []);
  });

  it("name scripts, stages and test files that exist", () => {
    const problems = pages.flatMap((page) => codeLines(page).map((line) => withPage(page, scriptProblem(line))));
    assert.deepEqual(problems.filter(Boolean), []);
  });

  it("name settings and commands that exist", () => {
    const ofPage = readdirSync(join(root, "webview"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `webview/${name}`);
    const titles = ["package.nls.json", "l10n/bundle.l10n.json", ...ofPage].map((file) =>
      readFileSync(join(root, file), "utf8"),
    );
    const problems = pages.flatMap((page) => {
      const settings = [...readPage(page).matchAll(/\bmatrixNetwork\.\w+/g)].map(([name]) => name);
      const commands = [...readPage(page).matchAll(/\*\*([^*:]+(?:…|\?))\*\*/g)].map(([, title]) => title);
      return [
        ...settings.filter((name) => !ids.includes(name)),
        ...commands.filter((title) => !titles.some((text) => text.includes(title))),
      ].map((name) => `${page}: ${name}`);
    });
    assert.deepEqual(problems, []);
  });

  it("have debug configurations with the attributes of package.json", () => {
    const [{ configurationAttributes: attributes }] = contributes.debuggers;
    const debugged = pages.flatMap(codeLines).filter((line) => line.startsWith('{ "type": "matrix-network"'));
    assert.ok(debugged.length >= 2);
    for (const line of debugged) {
      const { type, name, request, ...values } = JSON.parse(line);
      const { properties } = attributes[request];
      const schema = z.fromJSONSchema({ type: "object", properties, additionalProperties: false });
      assert.equal(schema.safeParse(values).error, undefined, line);
      assert.ok(!schema.safeParse({ ...values, unknown: 1 }).success);
    }
  });

  it("link names of code to files that contain them", () => {
    const problems = pages.flatMap((page) =>
      [...readPage(page).matchAll(/\[`([A-Za-z_]\w*)`\]\(([^)#\s]+\.(?:ts|mjs))\)/g)]
        .filter(([, name, path]) => !contains(join(root, dirname(page), path), name))
        .map(([, name, path]) => `${page}: ${name} is not in ${path}`),
    );
    assert.deepEqual(problems, []);
  });

  it("link every symbol and every equation of a step to its code", () => {
    const [, symbols, step] = readPage("docs/mathematics.md").split(/^## /m);
    const rows = (section: string) => section.split("\n").filter((line) => /^\| (?!symbol|\| equation)/.test(line));
    assert.ok(rows(symbols).length >= 13 && rows(step).length >= 7);
    const without = [...rows(symbols), ...rows(step)].filter((row) => !/\]\(\.\.\/src\/\S+\.ts\)/.test(row));
    assert.deepEqual(without, []);
  });

  it("import names that the package exports, and docs/api.md lists them", async () => {
    const exported = Object.keys(await import("../../src"));
    const types = [...readFileSync(join(root, "src/index.ts"), "utf8").matchAll(/^export type \{ ([^}]+) \}/gm)];
    const names = [...exported, ...types.flatMap(([, list]) => list.split(", "))];
    const imports = pages.flatMap((page) =>
      codeBlocks(page).flatMap(({ text }) => [
        ...text.matchAll(/import (?:type )?\{ ([^}]+) \} from "matrix-network"/g),
      ]),
    );
    const imported = imports.flatMap(([, list]) => list.split(", "));
    assert.ok(imported.length > 0);
    assert.deepEqual(
      imported.filter((name) => !names.includes(name)),
      [],
    );
    const described = [...readPage("docs/api.md").matchAll(/^\| `(\w+)\(/gm)].map(([, name]) => name);
    assert.deepEqual(described.sort(), exported.filter((name) => name !== "NetworkError").sort());
  });

  it("are found with their errors", () => {
    assert.match(problemsOf('"training": { "epoch": 3 }').join(), /unknown-key/);
    assert.match(problemsOf('{ "version": 1 ').join(), /CloseBraceExpected/);
    assert.match(commandProblem("matrix-network train CONFIG --epoch 3") ?? "", /--epoch/);
    assert.match(commandProblem("node dist/cli.js teach CONFIG") ?? "", /teach/);
    assert.match(commandProblem("export RUN --to pdf") ?? "", /pdf/);
    assert.match(commandProblem('matrix-network when RUN "cost >"') ?? "", /no expression/);
    assert.match(commandProblem('runs --filter "cost >"') ?? "", /no expression/);
    assert.match(scriptProblem("npm run banana") ?? "", /banana/);
    assert.match(scriptProblem("npm test -- cake") ?? "", /cake/);
  });
});

const withPage = (page: string, problem: string | undefined) => problem && `${page}: ${problem}`;
const contains = (file: string, name: string) =>
  existsSync(file) && new RegExp(`\\b${name}\\b`).test(readFileSync(file, "utf8"));

/** Returns what is wrong with a config, or with a part of one. */
function problemsOf(text: string): string[] {
  const isPart = !/^\s*(\/\/.*\n\s*)*\{/.test(text);
  const errors: ParseError[] = [];
  const value = parse(isPart ? `{${text}}` : text, errors, { allowTrailingComma: true }) as Json;
  if (errors.length > 0) return errors.map(({ error, offset }) => `${printParseErrorCode(error)} at ${offset}`);
  const [key] = Object.keys(value);
  if (others.includes(key)) return [];
  const config = isPart ? withPart(value, parents[key] ?? []) : value;
  const findings = checkConfig(JSON.stringify(config)).findings.filter(({ severity }) => severity === "error");
  return findings.map(({ code, message }) => `${code}: ${message}`);
}

/** Returns the config with a part at this path; the part replaces what has its keys. */
function withPart(part: Json, path: string[]): Json {
  const config = structuredClone(path[0] === "sweep" ? { ...whole, sweep } : whole);
  let parent = config;
  for (const key of path) parent = parent[key] as Json;
  Object.assign(parent, part);
  return config;
}

/** Returns what is wrong with a line that calls Matrix Network. */
function commandProblem(line: string): string | undefined {
  const names = program.commands.map((command) => command.name());
  const [, call] = line.match(/^(?:node (?:\S*\/)?dist\/cli\.js|matrix-network) (.*)$/) ?? [];
  const inShort = names.includes(line.split(" ")[0]) && / --/.test(line) ? line : undefined;
  const [name, ...words] = wordsOf(call ?? inShort ?? "");
  if (name === undefined || name.startsWith("-")) return undefined;
  const command = program.commands.find((each) => each.name() === name);
  if (!command) return `${line}: there is no command ${name}`;
  const expressions = words.filter((_, i) => (name === "when" && i === 1) || words[i - 1] === "--filter");
  const wrong = expressions.find((text) => !/^<\w+>$/.test(text) && isNoExpression(text));
  if (wrong !== undefined) return `${line}: ${wrong} is no expression`;
  return words.map((word, i) => optionProblem(command, word, words[i + 1])).find(Boolean);
}

function isNoExpression(text: string): boolean {
  try {
    parseExpression(text);
    return false;
  } catch {
    return true;
  }
}

function optionProblem(command: Command, word: string, value = ""): string | undefined {
  if (!word.startsWith("--")) return undefined;
  const option = command.options.find(({ long }) => long === word);
  if (!option) return `${command.name()} has no option ${word}`;
  const isName = /^[a-z]/.test(value);
  const isWrong = isName && option.argChoices && !option.argChoices.includes(value);
  return isWrong ? `${command.name()} ${word} does not take ${value}` : undefined;
}

/** Returns the words of a command up to its comment; optional parts lose their brackets. */
const wordsOf = (call: string): string[] =>
  (call.match(/"[^"]*"|'[^']*'|\S+/g) ?? [])
    .map((word) => word.replace(/^[["']|[\]"']$/g, ""))
    .filter((_, i, words) => !words.slice(0, i + 1).some((word) => word.startsWith("#") || word === "|"));

function scriptProblem(line: string): string | undefined {
  const [, script] = line.match(/\bnpm run ([\w:-]+)/) ?? [];
  if (script && !(script in scripts)) return `there is no script ${script}`;
  const [, stage] = line.match(/\bnpm test -- ([a-z]\w*)/) ?? [];
  if (stage && !stages.some(({ name }: { name: string }) => name.startsWith(stage)))
    return `there is no stage ${stage}`;
  const [, file] = line.match(/\bnpx mocha (\S+)/) ?? [];
  return file && !existsSync(join(root, file)) ? `there is no file ${file}` : undefined;
}
