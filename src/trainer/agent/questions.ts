/** The tools that only read: check, evaluate, diagnose, predict. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listBackends } from "../../backends/select";
import { type Diagnostic, type Fix, formatPath } from "../../config/check/finding";
import { NetworkError } from "../../core/errors";
import { runOfFolder } from "../../groups/finalRun";
import type { AgentAnswer, AgentFinding, AgentInput, AgentOutput } from "../../protocol/agentTools";
import { diagnose } from "../../runs/diagnosis";
import { readEvents } from "../../runs/events";
import { type Manifest, readManifest } from "../../runs/manifest";
import { allFindings } from "../check/allFindings";
import { evaluateRun } from "../results/evaluateRun";
import { markRun, markText } from "../results/markRun";
import { predictRun } from "../results/predictRun";
import { describeRun, runText } from "./describeRun";
import type { Root } from "./root";

export async function checkTool(root: Root, { config }: AgentInput<"check">): Promise<AgentAnswer<"check">> {
  const { file, text } = await root.config(config);
  const name = root.nameOf(file);
  const findings: AgentFinding[] = [];
  const more: Pick<AgentOutput<"check">, "leftOut" | "diskBytes"> = {};
  await allFindings(
    text,
    file,
    { roots: [root.folder], backends: listBackends },
    (finding) => findings.push({ ...findingOf(finding), line: finding.line, column: finding.column }),
    {
      leftOut: ({ why }) => {
        more.leftOut = [...why];
      },
      disk: ({ total }) => {
        more.diskBytes = total;
      },
      groupDisk: ({ total }) => {
        more.diskBytes = total;
      },
    },
  );
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const ok = errors === 0;
  const verdict = ok ? `${name} can be trained` : `${name} cannot be trained: ${errors} of its findings are errors`;
  const lines = findings.map((each) => `${name}:${each.line}:${each.column}: ${findingText(each)}`);
  return { output: { config: name, ok, findings, ...more }, text: [verdict, ...lines].join("\n") };
}

export async function evaluateTool(root: Root, input: AgentInput<"evaluate">): Promise<AgentAnswer<"evaluate">> {
  const { checkpoint, metric, set, atLeast, atMost } = input;
  const run = runOfFolder(await root.run(input.run));
  await root.runWithData(run);
  if (atLeast !== undefined && atMost !== undefined) {
    throw new NetworkError("bad-option/overrides", { option: "atMost", reason: "excludes atLeast; give one of them" });
  }
  const evaluation = await evaluateRun(run, { checkpoint });
  const isMarked = atLeast !== undefined || atMost !== undefined;
  const { seed } = await readManifest(run);
  const mark = isMarked ? markRun(evaluation, { metric, set, atLeast, atMost }, seed) : undefined;
  const { epoch, classNames, sets } = evaluation;
  const measured = sets.map((set) => ({ ...set }));
  const output = { run: root.nameOf(run), epoch, classNames, sets: measured, ...(mark && { mark: { ...mark } }) };
  const lines = sets.map(({ name, examples, accuracy, cost, fit }) => {
    const figure = fit
      ? `R² ${fit.r2.toPrecision(4)}, RMSE ${fit.rmse.toPrecision(4)}`
      : `accuracy ${accuracy?.toPrecision(4)}`;
    return `${name}: ${figure}, cost ${cost.toPrecision(4)}, ${examples} examples`;
  });
  return { output, text: [...lines, ...(mark ? [markText(mark)] : [])].join("\n") };
}

export async function diagnoseTool(root: Root, input: AgentInput<"diagnose">): Promise<AgentAnswer<"diagnose">> {
  const folder = runOfFolder(await root.run(input.run));
  const { config } = await readManifest(folder);
  const run = await describeRun(root, folder);
  const findings = diagnose(await readEvents(folder), config).map(findingOf);
  const lines = findings.length > 0 ? findings.map(findingText) : ["no problem was found in its events"];
  return { output: { run, findings }, text: [runText(run), ...lines].join("\n") };
}

export async function predictTool(root: Root, input: AgentInput<"predict">): Promise<AgentAnswer<"predict">> {
  const run = runOfFolder(await root.run(input.run));
  const { data } = await readManifest(run);
  const folder = await mkdtemp(join(tmpdir(), "matrix-network-rows-"));
  try {
    const file = join(folder, "rows.jsonl");
    await writeFile(
      file,
      recordsOf(input.rows, data)
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(""),
    );
    const found = await predictRun(run, file, { checkpoint: input.checkpoint, stdin: noInput() });
    const { names, values, classes, labels, leftOut } = found;
    const width = names.length;
    const predictions = Array.from({ length: found.count }, (_, i) => ({
      values: Array.from(values.subarray(i * width, (i + 1) * width)),
      ...(classes && { class: classes[i] }),
      ...(labels && { labels: names.filter((_, j) => labels[i * width + j] === 1) }),
    }));
    const text = predictions.map(({ class: name, labels, values }, i) => {
      const answer = name ?? (labels ? labels.join(", ") || "no label" : values.join(", "));
      return `rows[${i}]: ${answer}`;
    });
    const output = { run: root.nameOf(run), names, predictions, ...(leftOut && { leftOut }) };
    return { output, text: text.join("\n") };
  } catch (error) {
    // The file is of this call only: the agent knows its content as rows.
    if (error instanceof Error) error.message = error.message.replaceAll(join(folder, "rows.jsonl"), "rows");
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Rows = AgentInput<"predict">["rows"];

/** Returns one record per row: lists get the names of the learned columns, or "1", "2", … Throws a NetworkError. */
function recordsOf(rows: Rows, { inputs, columns, inputNames }: Manifest["data"]): Record<string, unknown>[] {
  const lists = rows.filter((row) => Array.isArray(row));
  if (lists.length === 0) return rows as Record<string, unknown>[];
  if (lists.length < rows.length) throw new NetworkError("agent-rows/mixed", {});
  const names = columns?.map(({ name }) => name) ?? inputNames ?? Array.from({ length: inputs }, (_, i) => `${i + 1}`);
  return lists.map((row, i) => {
    if (row.length !== names.length) {
      throw new NetworkError("agent-rows/width", { row: i, values: row.length, inputs: names.length });
    }
    return Object.fromEntries(row.map((value, j) => [names[j], value]));
  });
}

async function* noInput(): AsyncGenerator<Uint8Array> {}

/** Returns a finding without its position in the text. */
function findingOf({ severity, code, path, message, fix }: Diagnostic): AgentFinding {
  return { severity, code, path: formatPath(path), message, ...(fix && { fix: fixOf(fix) }) };
}

const fixOf = (fix: Fix): NonNullable<AgentFinding["fix"]> => ({ ...fix, path: formatPath(fix.path) });

const findingText = ({ severity, path, message, code, fix }: AgentFinding): string =>
  `${severity}: ${path === "" ? "" : `${path}: `}${message} [${code}]${fix ? `; fix: ${fix.title}` : ""}`;
