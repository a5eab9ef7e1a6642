/** The profile of a table of any format, from one pass over its rows: as it grows, and when it is complete. */

import type { Becomes, ColumnProfile, DataProfile, ProfileFinding, SetCounts } from "../../config/dataProfile";
import { NetworkError } from "../../core/errors";
import type { TaskName } from "../../core/names";
import { saidBy } from "../../messages/said";
import { type Column, widthOf } from "../columnEncoding";
import { describeScan, type Scan, scanTable, taskOf } from "../csvSource";
import { openTable } from "../openTable";
import { scalingKind } from "../scaling";
import type { Goal } from "../source";
import { findingsOf } from "../table/findings";
import type { TableConfig } from "../tableReader";
import type { LabelKind } from "./columnStats";
import { ExampleKeys, findEqual } from "./exampleKeys";
import { columnFindings, equalFindings, rareClasses } from "./findings";
import { Pace } from "./pace";
import { type ObservedColumn, TableObserver } from "./tableObserver";
import { tableSets } from "./tableSets";

export interface ProfileOptions extends Goal {
  /** Folder of the config file, which relative paths start from. */
  baseDir: string;
  /** Seed of the training, which draws the sets. */
  seed: number;
  /** Called with the profile of the rows so far, ever less often. */
  onProfile?: ((profile: DataProfile) => void) | undefined;
  /** Size of the files in bytes. */
  size?: number | undefined;
}

/** Throws a NetworkError if the file cannot be read as a table; what cannot be learned from it is a finding. */
export async function profileTable(config: TableConfig, options: ProfileOptions): Promise<DataProfile> {
  const { baseDir, size = 0, onProfile } = options;
  const pace = new Pace();
  let read = 0;
  const newKeys = () => new ExampleKeys(config.path);
  const observer: TableObserver = new TableObserver(config, newKeys, () => pace.tell(() => onProfile?.(sofar())));
  const sofar = (): DataProfile => {
    const task = taskSoFar(observer, config, options);
    const bytes = Math.min(size, read - (observer.passes - 1) * size);
    const progress = { isDone: false, ...(bytes > 0 && { progress: { read: bytes, of: size } }) };
    return { ...commonOf(observer, config, task), ...progress, findings: [] };
  };
  const onBytes = (bytes: number) => {
    // The beginning is read once before, to find out the form.
    read = observer.passes === 0 ? 0 : read + bytes;
  };
  const source = { name: config.path, key: "data.path" };
  const table = await openTable(config, source, baseDir, { onBytes });
  const scan = await scanTable(config, table, { observer });
  const { described, problem } = tried(() => describeScan(scan, config, options));
  const task = described?.task ?? taskSoFar(observer, config, options);
  const common = commonOf(observer, config, task);
  const columns = common.columns.map((column) => {
    const feature = scan.features.find(({ name }) => column.role === "input" && name === column.name);
    if (!feature) return column;
    const { described: encoding, problem } = tried(() => feature.column(config, config.path));
    const isPicture = described?.isPicture ?? false;
    if (encoding) return { ...column, becomes: becomesOf(encoding, config, feature.missing, isPicture) };
    return { ...column, ...(problem && { problem: problem.message, ...saidOf(problem) }) };
  });
  const done = { ...common, isDone: true, columns };
  const isTold = columns.some((column) => column.problem === problem?.message);
  const problems = problem === undefined || isTold ? [] : [problemFinding(problem)];
  const label = labelKind(observer, task);
  const decisive = observer.columns.filter(({ role, stats }) => role === "input" && label && stats.decides(label));
  const found = described ? findingsOf(scan, described.columns, described.task, described.labels.shifts) : [];
  const ofColumns = columnFindings(
    columns,
    decisive.map(({ name }) => name),
    found,
  );
  if (!described || observer.keys.areTooMany) return { ...done, findings: [...problems, ...ofColumns] };
  try {
    return { ...done, ...(await divided(scan, observer, config, options, described, ofColumns)) };
  } catch (error) {
    return { ...done, findings: [problemFinding(problemIn(error)), ...ofColumns] };
  }
}

type Described = ReturnType<typeof describeScan>;

/** Returns the sets, the classes, and all findings. */
async function divided(
  scan: Scan,
  observer: TableObserver,
  config: TableConfig,
  options: ProfileOptions,
  described: Described,
  ofColumns: readonly ProfileFinding[],
): Promise<Pick<DataProfile, "sets" | "classes" | "findings">> {
  const { labels } = described;
  const { classNames } = labels;
  const { keys } = observer;
  const count = keys.count;
  const classOf = classesOf(observer, labels, config.path);
  const tested = await readTest(scan, config, options, { keys, labels });
  const classes = Int32Array.from(keys.classes.subarray(0, keys.count), (id, i) =>
    i < count ? (classOf[id] ?? 0) : (tested?.classOf[id] ?? 0),
  );
  const { seed } = options;
  const ofTrain = classNames ? classes.subarray(0, count) : undefined;
  const sets = tableSets(config, { count, labels: ofTrain, tested: tested?.count, seed, name: config.path });
  const sizes = countsOf(sets);
  const { validation } = config;
  const folds = validation && "folds" in validation ? { folds: validation.folds } : {};
  const perClass = classNames?.map((name, label) => ({
    name,
    ...countsOf(sets.filter((_, i) => classes[i] === label)),
  }));
  const equal = findEqual(keys, sets, count);
  const findings = [...ofColumns, ...equalFindings(equal, sizes, observer.dropped === 0), ...rareClasses(perClass)];
  return { sets: { ...sizes, ...folds }, ...(perClass && { classes: perClass }), findings };
}

/** Returns the class of each label, by the number that the observer gave it. */
function classesOf({ labels: seen }: TableObserver, labels: Described["labels"], file: string): number[] {
  if (!labels.classNames || !seen) return [];
  const into = labels.make(1);
  return seen.fields.map((fields) => {
    labels.read(fields, into, 0, file);
    return into[0];
  });
}

/** Adds the examples of the test table to the keys. */
async function readTest(
  scan: Scan,
  config: TableConfig,
  { baseDir }: ProfileOptions,
  { keys, labels }: { keys: ExampleKeys; labels: Described["labels"] },
): Promise<{ count: number; classOf: number[] } | undefined> {
  const { testPath } = config;
  if (testPath === undefined) return undefined;
  const known = scan.features.map(({ name }) => name);
  const { exclude: _, validation: __, ...alike } = { ...config, features: known };
  const source = { name: testPath, key: "data.testPath" };
  const table = await openTable(config, source, baseDir, { prior: scan.table.form, known });
  const before = keys.count;
  const observer = new TableObserver(
    alike,
    () => keys,
    () => {},
    false,
  );
  await scanTable(alike, table, { like: scan, observer });
  return { count: keys.count - before, classOf: classesOf(observer, labels, testPath) };
}

function countsOf(sets: Uint8Array): SetCounts & { rest: number } {
  const counts = new Array<number>(4).fill(0);
  for (const set of sets) counts[set]++;
  const [rest, train, validation, test] = counts;
  return { train, validation, test, rest };
}

function commonOf(
  observer: TableObserver,
  config: TableConfig,
  task: TaskName | undefined,
): Omit<DataProfile, "isDone" | "findings"> {
  const label = labelKind(observer, task);
  return {
    source: config.path,
    rows: observer.rows,
    passes: observer.passes,
    ...(task && { task }),
    columns: observer.columns.map((column) => profileOf(column, label)),
    otherColumns: observer.names.length - observer.columns.length,
    head: { names: observer.names.slice(0, observer.columns.length), rows: observer.head },
  };
}

function profileOf({ name, role, scan, stats }: ObservedColumn, label: LabelKind | undefined): ColumnProfile {
  const relation = role === "input" || role === "left-out" ? label && stats.relation(label) : undefined;
  const { figures } = stats;
  return {
    name,
    role,
    ...figures,
    ...(scan.asDates && { kind: "date" as const }),
    ...(relation && { relation }),
  };
}

function labelKind({ labels }: TableObserver, task: TaskName | undefined): LabelKind | undefined {
  if (!labels || task === undefined) return undefined;
  return { areClasses: task === "classification", names: labels.scans.map(({ name }) => name) };
}

/** Returns the task that the rows so far show; undefined if they do not fit the config. */
function taskSoFar({ labels }: TableObserver, config: TableConfig, goal: Goal): TaskName | undefined {
  return tried(() => taskOf({ labels: [...(labels?.scans ?? [])], labelRows: undefined }, config, goal)).described;
}

function becomesOf(column: Column, config: TableConfig, missing: number, isPicture: boolean): Becomes {
  const isFilled = column.kind === "number" || column.kind === "date";
  const filling = { mean: isFilled ? "mean" : "most-frequent", category: isFilled ? "flag" : "category" } as const;
  const kind =
    config.missing === "drop"
      ? "drop"
      : config.missing && config.missing in filling
        ? filling[config.missing as keyof typeof filling]
        : undefined;
  return {
    kind: column.kind,
    inputs: widthOf(column),
    scaling: column.kind === "one-hot" && config.scaling === "auto" ? "none" : scalingKind(config.scaling, isPicture),
    ...(missing > 0 && kind && { missing: kind }),
  };
}

function tried<Result>(work: () => Result): { described?: Result; problem?: NetworkError } {
  try {
    return { described: work() };
  } catch (error) {
    return { problem: problemIn(error) };
  }
}

/** Returns an error of the data or the config; throws any other. */
function problemIn(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  throw error;
}

const saidOf = (problem: NetworkError) => {
  const said = saidBy(problem);
  return said && { said };
};

const problemFinding = (problem: NetworkError): ProfileFinding => ({
  kind: "problem",
  message: problem.message,
  ...saidOf(problem),
});
