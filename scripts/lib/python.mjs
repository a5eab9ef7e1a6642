/**
 * Python interpreters with the modules that tests need: the configured one, on PATH or the system's, else Debian's if
 * it can be installed. NumPy runs exported scripts; Optuna opens the journals of sweeps.
 */
import { spawnSync } from "node:child_process";
import { ensurePackage, findProgram } from "./debian.mjs";

const modules = {
  numpy: { variable: "MATRIX_NETWORK_PYTHON", purpose: "the test of exported scripts needs Python with NumPy" },
  optuna: { variable: "MATRIX_NETWORK_OPTUNA", purpose: "the test of a sweep's journal needs Python with Optuna" },
};
const debian = (module) => `python3-${module}`;

/** Returns the paths of Pythons by environment variable. Throws an Error that says what to install. */
export function ensurePython() {
  const found = Object.entries(modules).map(([module, { variable, purpose }]) => {
    ensurePackage(debian(module), () => findPython(module) !== undefined, purpose);
    return [variable, findPython(module)];
  });
  return Object.fromEntries(found);
}

/** Returns what ensurePython would install. */
export const missingPython = () =>
  Object.keys(modules)
    .filter((module) => !findPython(module))
    .map((module) => ({ debian: debian(module) }));

function findPython(module) {
  const { variable } = modules[module];
  const programs = [process.env[variable], findProgram(["python3", "python"]), "/usr/bin/python3"];
  return programs.find((program) => program && has(program, module));
}

/** Checks for a module without importing it: Optuna takes a second. */
const has = (python, module) =>
  spawnSync(python, ["-c", `import importlib.util as u, sys; sys.exit(not u.find_spec("${module}"))`], {
    stdio: "ignore",
  }).status === 0;
