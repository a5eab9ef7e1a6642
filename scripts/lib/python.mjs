/**
 * Pythons with the modules that tests need: the one that is named, on PATH or the system's own, else Debian's where it can be
 * installed. NumPy runs exported scripts; Optuna opens the journals of sweeps.
 */
import { spawnSync } from "node:child_process";
import { ensurePackage, findProgram } from "./debian.mjs";

const modules = {
  numpy: { variable: "MATRIX_NETWORK_PYTHON", purpose: "the test of exported scripts needs Python with NumPy" },
  optuna: { variable: "MATRIX_NETWORK_OPTUNA", purpose: "the test of a sweep's journal needs Python with Optuna" },
};
const debian = (module) => `python3-${module}`;

/** By the environment variable that tests read, the path of a Python. Throws an Error that says what to install. */
export function ensurePython() {
  const found = Object.entries(modules).map(([module, { variable, purpose }]) => {
    ensurePackage(debian(module), () => findPython(module) !== undefined, purpose);
    return [variable, findPython(module)];
  });
  return Object.fromEntries(found);
}

/** What ensurePython would install. */
export const missingPython = () =>
  Object.keys(modules)
    .filter((module) => !findPython(module))
    .map((module) => ({ debian: debian(module) }));

function findPython(module) {
  const { variable } = modules[module];
  const programs = [process.env[variable], findProgram(["python3", "python"]), "/usr/bin/python3"];
  return programs.find((program) => program && has(program, module));
}

/** Looked for, and not loaded: Optuna takes a second. */
const has = (python, module) =>
  spawnSync(python, ["-c", `import importlib.util as u, sys; sys.exit(not u.find_spec("${module}"))`], {
    stdio: "ignore",
  }).status === 0;
