/** What a person should look at before training, from the figures of the columns and the examples. */
import type { ColumnFinding } from "../../config/check/columnFinding";
import type { ColumnProfile, ProfileFinding, SetCounts } from "../../config/dataProfile";
import type { Equal } from "./exampleKeys";

/** Fewest training examples of a class that can be learned from. */
const fewExamples = 5;
/** Share of the rows without a value from which a column says little. */
const mostlyMissing = 0.5;

/** @param decisive names of the columns that alone decide the label @param found by the reader of the table */
export function columnFindings(
  columns: readonly ColumnProfile[],
  decisive: readonly string[],
  found: readonly ColumnFinding[],
): ProfileFinding[] {
  const inputs = columns.filter(({ role }) => role === "input");
  const of = (kind: ColumnFinding["kind"]) => found.filter((each) => each.kind === kind);
  const named = (kind: ProfileFinding["kind"], names: readonly string[]): ProfileFinding[] =>
    names.length > 0 ? [{ kind, columns: names }] : [];
  const namesOf = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);
  const ids = (kind: "row-numbers" | "keys") => of(kind).map(({ column }) => column);
  const leaks = decisive.filter((name) => !ids("row-numbers").includes(name));
  return [
    ...columns.flatMap(({ name, problem, said }) =>
      problem === undefined
        ? []
        : [{ kind: "problem" as const, columns: [name], message: problem, ...(said && { said }) }],
    ),
    ...named("decides-label", leaks),
    ...named("row-numbers", ids("row-numbers")),
    ...named("keys", ids("keys")),
    ...named("constant", namesOf(inputs.filter(({ distinct, missing }) => distinct === 1 && missing === 0))),
    ...named(
      "mostly-missing",
      namesOf(inputs.filter(({ present, missing }) => missing > mostlyMissing * (present + missing))),
    ),
    ...of("spellings").map(({ column, examples }) => ({ kind: "spellings" as const, columns: [column], examples })),
  ];
}

/** @param areRows true if the numbers of the examples are those of the rows */
export function equalFindings(equal: Equal, sizes: SetCounts, areRows: boolean): ProfileFinding[] {
  const { duplicates, pairs, conflicts, conflictPairs, inValidation, inTest } = equal;
  const examplesOf = (some: Equal["pairs"]) =>
    areRows ? { examples: some.map(([earlier, later]) => `${earlier + 1}, ${later + 1}`) } : {};
  const counted = (kind: ProfileFinding["kind"], count: number, more: object = {}): ProfileFinding[] =>
    count > 0 ? [{ kind, count, ...more }] : [];
  return [
    ...counted("shared-test", inTest, { of: sizes.test }),
    ...counted("shared-validation", inValidation, { of: sizes.validation }),
    ...counted("conflicts", conflicts, examplesOf(conflictPairs)),
    ...counted("duplicates", duplicates, examplesOf(pairs)),
  ];
}

/** Reports classes with too few training examples. */
export function rareClasses(classes: readonly (SetCounts & { readonly name: string })[] | undefined): ProfileFinding[] {
  const rare = (classes ?? []).filter(({ train }) => train < fewExamples).map(({ name }) => name);
  return rare.length > 0 ? [{ kind: "rare-class", examples: rare.slice(0, fewExamples), count: rare.length }] : [];
}
