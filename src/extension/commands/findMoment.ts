/** Find the Moment…: asks for a condition, and finds the minibatch of a run at which it became true. */
import { l10n } from "vscode";
import type { WhenAnswer } from "../../protocol/whenRequest";
import { isActive } from "../base/formatting";
import { showInformation } from "../base/notify";
import { confirmTrust } from "../base/trust";
import { requestOnce } from "../process/requestOnce";
import type { Run } from "../workspace/networks";
import { askCondition } from "./askCondition";
import type { CommandContext } from "./context";
import { debugRun } from "./debugTraining";
import { resolveRun } from "./target";

/** @param given a condition, instead of asking. Returns the result of the search. */
export async function findMoment(
  context: CommandContext,
  target?: unknown,
  given?: { condition: string; bisect?: boolean },
): Promise<WhenAnswer | undefined> {
  const run = await resolveRun(target, context, ({ state }) => !isActive(state));
  if (!run || !(await confirmTrust())) return undefined;
  const condition = given?.condition ?? (await askCondition(run));
  if (!condition) return undefined;
  const title = l10n.t("Looking in {0} for {1}", run.network, condition);
  const params = { condition, bisect: given?.bisect ?? false };
  const answer = await requestOnce({ args: ["serve", run.folder], name: "when", params, title }, context.output);
  if (answer) void show(context, run, answer);
  return answer;
}

async function show(context: CommandContext, run: Run, answer: WhenAnswer): Promise<void> {
  const { condition, epoch, batch, terms = [], wasTrueBefore, looked, notes } = answer;
  for (const note of notes) context.output.warn(`${run.network}: ${note}`);
  if (epoch === undefined || batch === undefined) {
    const text = wasTrueBefore
      ? l10n.t("{0} was already true before epoch {1} and did not become true again.", condition, looked.from.epoch)
      : l10n.t("{0} never became true in epochs {1} to {2}.", condition, looked.from.epoch, looked.to.epoch);
    void showInformation([text, ...notes].join(" "));
    return;
  }
  const values = terms.map(({ term, value, before }) => `${term}: ${shown(before)} → ${shown(value)}`).join(", ");
  const text = l10n.t("{0} became true in epoch {1}, minibatch {2} ({3}).", condition, epoch, batch, values);
  const open = l10n.t("Show Epoch {0}", epoch);
  const step = l10n.t("Debug");
  const chosen = await showInformation([text, ...notes].join(" "), open, step);
  if (chosen === open) await context.panels.show(run.folder, { epoch });
  if (chosen === step) await debugRun(run, { epoch, batch });
}

const shown = (value: number | string | boolean | null): string =>
  value === null ? "–" : String(typeof value === "number" ? Number(value.toPrecision(6)) : value);
