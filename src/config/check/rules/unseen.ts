/** Metrics that compare classes, where the validation examples lack some. */
import { isWatchedOnly, metrics } from "../../../core/metricRegistry";
import type { TaskName } from "../../../core/names";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, report, setTo } from "../finding";
import { isListed, watched } from "./metric";

/** A class by its place, or a label, that no validation example is of: of a label neither 1 or neither 0. */
export interface Unseen {
  readonly name: string;
  readonly class: number;
}

export interface Seen {
  task: TaskName;
  classes?: number;
  unseen?: readonly Unseen[];
  /** Of folds: how many of them lack some of these, and how many there are. */
  unseenFolds?: { readonly lacking: number; readonly folds: number };
}

/** What cannot be computed of such examples, or says nothing of the classes that they lack. */
export function checkUnseen(config: ResolvedConfig, { task, classes, unseen = [], unseenFolds }: Seen): Diagnostic[] {
  const lacksSecond = unseen.some((each) => each.class === 1);
  return watched(config)
    .filter(({ metric }) => isWatchedOnly(metric) && metrics[metric].tasks.includes(task))
    .flatMap((each) => {
      const { path, metric } = each;
      // A label's F1 is that of its 1.
      const ofOnes = task === "multi-label" && metric === "validationF1";
      const lacking = ofOnes ? unseen.filter((label) => label.class === 1) : unseen;
      if (lacking.length === 0) return [];
      const values = {
        metric,
        task,
        names: [...new Set(lacking.map(({ name }) => name))],
        ...(unseenFolds && { unseenFolds }),
      };
      const isConstant = metric === "validationF1" && classes === 2 && lacksSecond;
      const isUndefined = metric === "validationAuc";
      const fix = stratified(config, task);
      if (!isListed(each) && (isUndefined || isConstant)) return report("metric-undefined", path, values, fix);
      if (isUndefined) return report("metric-classes", path, values, fix);
      return report(isConstant ? "metric-classes/zero" : "metric-classes/partial", path, values, fix);
    });
}

function stratified({ data }: ResolvedConfig, task: TaskName) {
  const { validation } = data;
  if (!validation || validation.stratified || task !== "classification") return undefined;
  return setTo(["data", "validation"], { ...validation, stratified: true });
}
