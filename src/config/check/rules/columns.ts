/** Returns diagnostics for conspicuous columns of a table that is usable as it is. */
import type { ResolvedConfig } from "../../schema/resolve";
import type { ColumnFinding } from "../columnFinding";
import { type Diagnostic, report, setTo } from "../finding";

export const checkColumns = (config: ResolvedConfig, columns: readonly ColumnFinding[] = []): Diagnostic[] =>
  columns.map((fact) => checkColumn(config, fact));

function checkColumn(
  { data }: ResolvedConfig,
  { kind, column, examples, parts = [], where = "", count = 1 }: ColumnFinding,
): Diagnostic {
  const values = { column, examples };
  const excluded = "exclude" in data && data.exclude ? data.exclude : [];
  const leaveOut = setTo(["data", "exclude"], [...excluded, column]);
  switch (kind) {
    case "row-numbers":
      if ("features" in data && data.features?.length === 1)
        return report("column-row-numbers/alone", ["data", "features"], values);
      return report("column-row-numbers", ["data"], values, leaveOut);
    case "keys":
      return report("column-keys", ["data"], values, leaveOut);
    case "dates": {
      const asDates = setTo(["data", "dates", column], parts);
      return report("column-dates/inputs", ["data"], { ...values, parts }, asDates);
    }
    case "times": {
      const asDates = setTo(["data", "dates", column], parts);
      return report("column-dates/times", ["data"], { column, parts }, asDates);
    }
    case "label-dates":
      return report("column-dates", ["data", "label"], values);
    case "numbers":
      return report("column-numbers", ["data"], { ...values, where }, leaveOut);
    case "label-numbers":
      return report("column-numbers/label", "label" in data ? ["data", "label"] : ["data"], { ...values, where });
    case "spellings":
      return report("column-spellings", ["data"], values);
    case "constant": {
      const more = { names: examples, count };
      if (!("path" in data) || data.format === "images") return report("column-constant", ["data"], more);
      // No fix if `features` names other columns, or if not all names are known: they are then excluded by hand.
      const isComplete = examples.length === count && !("features" in data && data.features);
      const fix = isComplete ? setTo(["data", "exclude"], [...excluded, ...examples]) : undefined;
      return report("column-constant", ["data"], more, fix);
    }
    case "constant-inputs":
      return report("column-constant/inputs", ["data"], { numbers: examples, count });
    case "all-constant":
      return report("inputs-constant", ["data"], { ...(examples[0] !== undefined && { value: examples[0] }) });
    case "constant-target":
      return report("target-constant", "label" in data ? ["data", "label"] : ["data"], { column, value: examples[0] });
    case "fall-together":
      return report("column-rounded", ["data"], values);
    case "targets-together":
      return report("column-rounded/targets", "label" in data ? ["data", "label"] : ["data"], values);
  }
}
