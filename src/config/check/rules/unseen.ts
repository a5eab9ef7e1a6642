/** Checks metrics that compare classes when the validation examples lack some classes. */
import { isWatchedOnly, metrics } from "../../../core/metricRegistry";
import type { TaskName } from "../../../core/names";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, report, setTo } from "../finding";
import { isListed, watched } from "./metric";

/** A class, by index, or a label value that no validation example has: a label lacks its ones or its zeros. */
export interface Unseen {
  readonly name: string;
  readonly class: number;
}

export interface Seen {
  task: TaskName;
  classes?: number;
  unseen?: readonly Unseen[];
  /** Number of folds that lack some of these, and number of all folds. */
  unseenFolds?: { readonly lacking: number; readonly folds: number };
}

/** Reports metrics that are undefined for such examples, or that ignore the missing classes. */
export function checkUnseen(config: ResolvedConfig, { task, classes, unseen = [], unseenFolds }: Seen): Diagnostic[] {
  const lacksSecond = unseen.some((each) => each.class === 1);
  return watched(config)
    .filter(({ metric }) => isWatchedOnly(metric) && metrics[metric].tasks.includes(task))
    .flatMap((each) => {
      const { path, metric } = each;
      // The F1 score of a label is that of its ones.
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
