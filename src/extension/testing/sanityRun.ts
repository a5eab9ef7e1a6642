/** Runs sanity checks, in one child process per config. Canceling the run kills the process. */

import {
  type CancellationToken,
  Location,
  l10n,
  Range,
  type TestItem,
  TestMessage,
  type TestRun,
  type Uri,
  workspace,
} from "vscode";
import type { Path } from "../../config/check/finding";
import { visibleText } from "../../messages/visibleText";
import type { RequestResult } from "../../protocol/requests";
import { messageOf, messagesOf } from "../base/translated";
import { untrustedReason } from "../base/trust";
import { parseConfig } from "../editor/parsedConfig";
import { saveWithData } from "../editor/saveWithData";
import { type Child, startChild } from "../process/childProcess";
import type { SanityCheck } from "./checks";

type CheckOutcome = RequestResult<"sanity">;
/** Outcomes by test item id; an error means that the check could not run. */
export type CheckOutcomes = Map<string, CheckOutcome | Error>;

export async function runChecks(
  run: TestRun,
  items: readonly TestItem[],
  checkOf: (item: TestItem) => SanityCheck,
  token: CancellationToken,
): Promise<CheckOutcomes> {
  const outcomes: CheckOutcomes = new Map();
  for (const item of items) run.enqueued(item);
  for (const [config, own] of groupByConfig(items)) {
    if (token.isCancellationRequested) break;
    const child = startChild<"inspect">(["inspect"], {
      onLine: (line) => run.appendOutput(`${visibleText(line)}\r\n`),
    });
    const cancelled = token.onCancellationRequested(() => child.kill());
    try {
      if (!(await saveWithData(config))) continue;
      for (const item of own) {
        if (token.isCancellationRequested) break;
        outcomes.set(item.id, await runOne(run, item, checkOf(item), child, token));
      }
    } finally {
      cancelled.dispose();
      child.dispose();
    }
  }
  for (const item of items) if (!outcomes.has(item.id)) run.skipped(item);
  run.end();
  return outcomes;
}

/** Skips all checks, with the reason in the output. */
export function skipAll(run: TestRun, items: readonly TestItem[]): CheckOutcomes {
  for (const item of items) skip(run, item, untrustedReason());
  run.end();
  return new Map();
}

function skip(run: TestRun, item: TestItem, why: string): void {
  run.appendOutput(`${visibleText(l10n.t("Skipped: {0}", why))}\r\n`, undefined, item);
  run.skipped(item);
}

async function runOne(
  run: TestRun,
  item: TestItem,
  { check, layer }: SanityCheck,
  child: Child<"inspect">,
  token: CancellationToken,
): Promise<CheckOutcome | Error> {
  const config = item.uri as Uri;
  run.started(item);
  const start = performance.now();
  const took = () => performance.now() - start;
  try {
    const params = { file: config.fsPath, check, ...(layer !== undefined && { layer }) };
    const outcome = await child.channel.request("sanity", params);
    const { state, output, outputSaid, path = [], message: english = "", ...said } = outcome;
    const message = messageOf({ ...said, message: english });
    for (const line of messagesOf(output, outputSaid)) run.appendOutput(`${visibleText(line)}\r\n`, undefined, item);
    if (state === "passed") run.passed(item, took());
    if (state === "skipped") skip(run, item, message);
    if (state === "failed") {
      const failure = new TestMessage(message);
      failure.location = new Location(config, await keyRange(config, path));
      run.failed(item, failure, took());
    }
    return outcome;
  } catch (error) {
    if (token.isCancellationRequested) run.skipped(item);
    else run.errored(item, new TestMessage(messageOf(error as Error)), took());
    return error as Error;
  }
}

/** Returns the current range of a key's value. */
export async function keyRange(config: Uri, path: Path): Promise<Range> {
  const document = await workspace.openTextDocument(config);
  const { offset, length } = (await parseConfig(document)).positionOf(path);
  return new Range(document.positionAt(offset), document.positionAt(offset + length));
}

function groupByConfig(items: readonly TestItem[]): [Uri, TestItem[]][] {
  const groups = new Map<string, [Uri, TestItem[]]>();
  for (const item of items) {
    if (!item.uri) continue;
    const group = groups.get(item.uri.toString()) ?? [item.uri, []];
    group[1].push(item);
    groups.set(item.uri.toString(), group);
  }
  return [...groups.values()];
}
