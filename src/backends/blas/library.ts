/** Finds the system's BLAS (never installs one), called through koffi on the backend's memory without copies. */
import type { LibraryHandle } from "koffi";
import { NetworkError } from "../../core/errors";

/** File names that the dynamic loader resolves, the fastest library first. */
const candidates: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["libmkl_rt.so.2", "libmkl_rt.so", "libopenblas.so.0", "libopenblas.so"],
  darwin: [
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
  ],
  win32: ["mkl_rt.2.dll", "libopenblas.dll", "openblas.dll"],
};

/** cblas_sgemm with m, n, k, byte addresses and row strides in bytes; all row-major. */
export type Sgemm = (
  transposeA: boolean,
  transposeB: boolean,
  sizes: readonly [m: number, n: number, k: number],
  a: readonly [address: number, stride: number],
  b: readonly [address: number, stride: number],
  c: readonly [address: number, stride: number],
) => void;

export interface BlasLibrary {
  readonly name: string;
  /** Returns the product for matrices in this memory. */
  sgemmOn(memory: ArrayBuffer): Sgemm;
  /** Sets the number of threads; does nothing if the library has no function for it. */
  setThreads(count: number): void;
}

/** Returns the first BLAS that loads, or an error that says what is missing. */
export function findBlas(): BlasLibrary | NetworkError {
  let koffi: typeof import("koffi");
  try {
    koffi = require("koffi");
  } catch {
    return new NetworkError("backend-missing/koffi", {});
  }
  for (const name of candidates[process.platform] ?? []) {
    try {
      return described(koffi, name, koffi.load(name));
    } catch {
      // Not installed, or without cblas_sgemm: try the next one.
    }
  }
  return new NetworkError("backend-missing/blas", { platform: process.platform });
}

const [rowMajor, plain, transposed] = [101, 111, 112];

function described(koffi: typeof import("koffi"), file: string, library: LibraryHandle): BlasLibrary {
  const parameters = "int, int, int, int, int, int, float, uintptr_t, int, uintptr_t, int, float, uintptr_t, int";
  const sgemm = library.func(`void cblas_sgemm(${parameters})`);
  const setThreads = threadSetter(library);
  return {
    name: /mkl|Accelerate|openblas/i.exec(file)?.[0].replace("openblas", "OpenBLAS").replace("mkl", "MKL") ?? file,
    setThreads,
    sgemmOn(memory) {
      const base = Number(koffi.address(new Uint8Array(memory)));
      const floatBytes = 4;
      return (transposeA, transposeB, [m, n, k], [a, aStride], [b, bStride], [c, cStride]) =>
        sgemm(
          rowMajor,
          transposeA ? transposed : plain,
          transposeB ? transposed : plain,
          ...[m, n, k, 1, base + a, aStride / floatBytes, base + b, bStride / floatBytes, 0],
          ...[base + c, cStride / floatBytes],
        );
    },
  };
}

function threadSetter(library: LibraryHandle): (count: number) => void {
  for (const name of ["openblas_set_num_threads", "MKL_Set_Num_Threads"]) {
    try {
      return library.func(`void ${name}(int)`);
    } catch {
      // This function belongs to another library.
    }
  }
  return () => {};
}
