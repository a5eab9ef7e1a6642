/** Checks the paths of a sweep's parameters: they must name settings that can be swept. */
import { parsePath, valueAt } from "../../sweep/paths";
import { refusalOf } from "../../sweep/refusals";
import type { Setting } from "../../sweep/settings";
import { hiddenLayers } from "../../sweep/trialValue";
import { type Diagnostic, leaveOut, report, setTo, titled } from "../finding";
import { nearest } from "../nearest";
import { atParameter, type SweepContext } from "./sweepContext";

/** Returns at most one diagnostic per parameter; parameters without one can be given a value. */
export function checkPaths(context: SweepContext): Diagnostic[] {
  return context.space.flatMap(({ path }) => {
    if (path === hiddenLayers) return [];
    const setting = context.settings.get(path);
    const refusal = refusalOf(path, context.config.layers.length);
    if (refusal && (setting || refusal !== "examples")) return [refused(path, refusal)];
    if (!setting) return [unknown(path, context)];
    return [...checkVariant(setting, context), ...checkSpecial(path, context)].slice(0, 1);
  });
}

function refused(path: string, refusal: NonNullable<ReturnType<typeof refusalOf>>): Diagnostic {
  const at = atParameter(path);
  return refusal === "examples" || refusal === "unlearned"
    ? report(`sweep-setting/${refusal}`, at, { path }, leaveOut(at))
    : report(`sweep-setting/${refusal}`, at, {}, leaveOut(at));
}

function unknown(path: string, { settings, config, written }: SweepContext): Diagnostic {
  const at = atParameter(path);
  const { length } = config.layers;
  const known = [hiddenLayers, ...[...settings.keys()].filter((each) => !refusalOf(each, length))];
  const layer = /^layers\[(\d+)\]/.exec(path);
  if (layer && Number(layer[1]) >= length) return report("sweep-path/layer", at, { layers: length });
  const within = known.filter((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[`));
  if (within.length > 0) return report("sweep-path/several", at, { path, settings: within });
  const keys = parsePath(path);
  if (keys && valueAt(written, keys) !== undefined) return report("sweep-path/list", at, { path });
  const near = nearest(path, known) ?? byLastKey(path, known);
  if (!near) return report("sweep-path", at, { path });
  const fix = { ...titled("Change to {0}", `"${near}"`), path: at, rename: near };
  return report("sweep-path/near", at, { path, near }, fix);
}

/** Finds the setting of a bare or misplaced key, such as "learningRate". */
function byLastKey(path: string, known: readonly string[]): string | undefined {
  const lastOf = (each: string) => each.split(".").at(-1) ?? each;
  const near = nearest(lastOf(path), [...new Set(known.map(lastOf))]);
  const ending = known.filter((each) => lastOf(each) === near);
  return ending.length === 1 ? ending[0] : undefined;
}

/** Checks variant-specific settings, such as momentum of sgd: the config or a condition must select the variant. */
function checkVariant({ path, only }: Setting, { space, config, sweep, settings }: SweepContext): Diagnostic[] {
  if (!only) return [];
  const { words } = only;
  const values = { path, only: only.path, words };
  const parent = space.find((each) => each.path === only.path);
  if (parent?.kind !== "choice") {
    const found = valueAt(config, parsePath(only.path) ?? []);
    if (words.includes(String(found))) return [];
    const id = only.path === "data.format" ? "sweep-setting/format" : "sweep-setting/variant";
    return [report(id, atParameter(path), { ...values, found })];
  }
  // Misspelled choices are reported at their own positions.
  const known = parent.choices.filter((choice) => settings.get(only.path)?.words.includes(String(choice)));
  const fitting = known.filter((choice) => words.includes(String(choice)));
  const { when = {} } = sweep.parameters[path];
  if (fitting.length === known.length || Object.hasOwn(when, only.path)) return [];
  if (fitting.length === 0) {
    return [report("sweep-setting/variant", atParameter(path), { ...values, found: parent.choices.join(", ") })];
  }
  const at = atParameter(path, "when");
  const fix = setTo(at, { ...when, [only.path]: fitting[0] });
  return [
    report("sweep-when-missing", at, { ...values, words: fitting.map(String) }, fitting.length === 1 ? fix : undefined),
  ];
}

/** Checks settings that interact with other keys of the sweep. */
function checkSpecial(path: string, { space, sweep, config }: SweepContext): Diagnostic[] {
  const at = atParameter(path);
  if (path === "training.epochs" && sweep.search.type === "halving") {
    return [report("sweep-setting/halving", at, {}, leaveOut(at))];
  }
  if (path === "training.epochs" && sweep.budget?.examples !== undefined) {
    return [report("sweep-setting/budget", at, {}, leaveOut(["sweep", "budget", "examples"]))];
  }
  const hidden = space.some((each) => each.path === hiddenLayers);
  const index = /^layers\[(\d+)\]/.exec(path)?.[1];
  if (hidden && index !== undefined && index !== "0" && Number(index) < config.layers.length - 1) {
    return [report("sweep-hidden-layers/others", at, {}, leaveOut(at))];
  }
  const parameter = space.find((each) => each.path === path);
  if (path === "data.missing" && parameter?.kind === "choice" && parameter.choices.length > 1) {
    const dropped = parameter.choices.indexOf("drop");
    const entry = atParameter(path, "choice", dropped);
    const fix = { ...titled("Remove {0}", '"drop"'), path: entry, remove: true } as const;
    if (dropped >= 0) return [report("sweep-setting/dropped", entry, {}, fix)];
  }
  return [];
}
