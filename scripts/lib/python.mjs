/** A Python with NumPy for the tests of exported scripts: the one that is named or on PATH, else Debian's where it can be installed. */
import { spawnSync } from "node:child_process";
import { ensurePackage, findProgram } from "./debian.mjs";

/** Its path. Throws an Error that says what to install. */
export function ensurePython() {
  const find = () => process.env.MATRIX_NETWORK_PYTHON ?? findProgram(["python3", "python"]);
  const hasNumpy = () => {
    const python = find();
    return python && spawnSync(python, ["-c", "import numpy"], { stdio: "ignore" }).status === 0;
  };
  ensurePackage("python3-numpy", hasNumpy, "the test of exported scripts needs Python with NumPy");
  return find();
}
