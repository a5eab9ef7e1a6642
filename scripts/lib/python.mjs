/** A Python with NumPy for the tests of exported scripts: the one that is named, on PATH or the system's own, else Debian's where it can be installed. */
import { spawnSync } from "node:child_process";
import { ensurePackage, findProgram } from "./debian.mjs";

const debian = "python3-numpy";

/** Its path. Throws an Error that says what to install. */
export function ensurePython() {
  ensurePackage(debian, () => findPython() !== undefined, "the test of exported scripts needs Python with NumPy");
  return findPython();
}

/** What ensurePython would install. */
export const missingPython = () => (findPython() ? [] : [{ debian }]);

function findPython() {
  const programs = [process.env.MATRIX_NETWORK_PYTHON, findProgram(["python3", "python"]), "/usr/bin/python3"];
  return programs.find((program) => program && hasNumpy(program));
}

const hasNumpy = (python) => spawnSync(python, ["-c", "import numpy"], { stdio: "ignore" }).status === 0;
