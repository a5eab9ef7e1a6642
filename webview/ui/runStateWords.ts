/** The words for the states of runs, within a sentence or beside an icon. */
import type { RunState } from "../../src/protocol/panel";
import { t } from "./l10n";

export const runStateWords: Readonly<Record<RunState, string>> = {
  starting: t("starting"),
  running: t("running"),
  paused: t("paused"),
  completed: t("completed"),
  "early-stopped": t("early-stopped"),
  stopped: t("stopped"),
  interrupted: t("interrupted"),
  failed: t("failed"),
  crashed: t("crashed"),
};
