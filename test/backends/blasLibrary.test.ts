/** Where a BLAS is searched, and which libraries are refused. */
import assert from "node:assert/strict";
import { isFast, multipliesRight } from "../../src/backends/blas/acceptance";
import { candidates, type System } from "../../src/backends/blas/candidates";
import { search } from "../../src/backends/blas/library";
import type { BlasLibrary, Sgemm } from "../../src/backends/blas/sgemm";
import { NetworkError } from "../../src/core/errors";

/** A system with these folders, each with its files. */
const system = (folders: Record<string, string[]>, more: Partial<System> = {}): System => ({
  platform: "linux",
  env: {},
  home: "/home/ada",
  list: (folder) => folders[folder] ?? [],
  resolve: () => undefined,
  ...more,
});

const pathsOf = (searched: System) => [...candidates(searched)].filter((file) => file.includes("/"));

/** A library that multiplies by loops; `wrongly` ignores the strides. */
function looped({ wrongly = false } = {}): BlasLibrary {
  const sgemmOn =
    (memory: ArrayBuffer): Sgemm =>
    (transposeA, transposeB, [m, n, k], ...places) => {
      const [A, B, C] = places.map(([address]) => new Float32Array(memory, address));
      const widths = [transposeA ? m : k, transposeB ? k : n, n];
      const [a, b, c] = places.map(([, stride], i) => (wrongly ? widths[i] : stride / 4));
      for (let row = 0; row < m; row++) {
        for (let column = 0; column < n; column++) {
          let sum = 0;
          for (let i = 0; i < k; i++) {
            sum += A[transposeA ? i * a + row : row * a + i] * B[transposeB ? column * b + i : i * b + column];
          }
          C[row * c + column] = sum;
        }
      }
    };
  return { name: "loops", sgemmOn, setThreads: () => {} };
}

describe("the search for a BLAS", () => {
  it("takes the system's libraries first, and the generic name of Linux last", () => {
    const files = [...candidates(system({}))];
    assert.equal(files[0], "libmkl_rt.so.2");
    assert.equal(files.at(-1), "libblas.so.3");
  });

  it("finds the libraries of an active conda environment", () => {
    const folders = { "/opt/env/lib": ["libopenblas.so.0", "python3.12"] };
    assert.deepEqual(pathsOf(system(folders, { env: { CONDA_PREFIX: "/opt/env" } })), [
      "/opt/env/lib/libopenblas.so.0",
    ]);
  });

  it("finds the OpenBLAS that NumPy brings, by the Python on PATH", () => {
    const packages = "/usr/local/python/lib/python3.12/site-packages/numpy.libs";
    const folders = {
      "/usr/local/python/lib": ["python3.12"],
      [packages]: ["libgfortran-83c28eba.so.5", "libscipy_openblas64_-32a4b2a6.so"],
    };
    const resolve = (path: string) => (path === "/shims/python3" ? "/usr/local/python/bin/python3.12" : undefined);
    const searched = system(folders, { env: { PATH: "/bin:/shims" }, resolve });
    assert.deepEqual(pathsOf(searched), [`${packages}/libscipy_openblas64_-32a4b2a6.so`]);
  });

  it("says that there is none", () => {
    const found = search(["no-such-blas"]);
    assert.ok(found instanceof NetworkError);
    assert.equal(found.code, "backend-missing");
  });
});

describe("a BLAS is taken", () => {
  it("if its products are right, also with rows further apart than their length", () => {
    assert.equal(multipliesRight(looped()), true);
    assert.equal(multipliesRight(looped({ wrongly: true })), false);
  });

  it("if it is faster than plain loops", () => {
    assert.equal(isFast(looped()), false);
  });
});
