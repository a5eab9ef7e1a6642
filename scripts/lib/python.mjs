/** A Python with NumPy for the tests of exported scripts: the one that is named, on PATH or the system's own, else Debian's where it can be installed. */
import { spawnSync } from "node:child_process";
import { ensurePackage, findProgram } from "./debian.mjs";

/** Its path. Throws an Error that says what to install. */
export function ensurePython() {
  const programs = [process.env.MATRIX_NETWORK_PYTHON, findProgram(["python3", "python"]), "/usr/bin/python3"];
  const find = () => programs.find((program) => program && hasNumpy(program));
  ensurePackage("python3-numpy", () => find() !== undefined, "the test of exported scripts needs Python with NumPy");
  return find();
}

const hasNumpy = (python) => spawnSync(python, ["-c", "import numpy"], { stdio: "ignore" }).status === 0;
