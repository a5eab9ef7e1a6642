/** Finds the machine's BLAS (never installs one), called through koffi on the backend's memory without copies. */
import { homedir } from "node:os";
import type { LibraryHandle } from "koffi";
import { NetworkError } from "../../core/errors";
import { isFast, multipliesRight } from "./acceptance";
import { candidates, thisSystem } from "./candidates";
import type { BlasLibrary } from "./sgemm";

/** Prefix and suffix of the functions' names: of all libraries, and of those in NumPy's and SciPy's wheels. */
const variants = [
  { prefix: "", suffix: "", integer: "int" },
  { prefix: "scipy_", suffix: "64_", integer: "int64_t" },
  { prefix: "", suffix: "64_", integer: "int64_t" },
  { prefix: "scipy_", suffix: "", integer: "int" },
] as const;

type Variant = (typeof variants)[number];
type Koffi = typeof import("koffi");

let known: BlasLibrary | undefined;

/**
 * Returns the first BLAS that loads, multiplies right and is fast, or an error that says what is missing. The library
 * is kept; the error is not, because one may be installed later.
 */
export function findBlas(): BlasLibrary | NetworkError {
  if (known) return known;
  const found = search(candidates(thisSystem(homedir())));
  if (!(found instanceof NetworkError)) known = found;
  return found;
}

/** Returns the first usable library of these files, without keeping it. */
export function search(files: Iterable<string>): BlasLibrary | NetworkError {
  let koffi: Koffi;
  try {
    koffi = require("koffi");
  } catch {
    return new NetworkError("backend-missing/koffi", {});
  }
  const refused: string[] = [];
  for (const file of files) {
    const library = load(koffi, file);
    if (!library) continue;
    if (!multipliesRight(library)) refused.push(`${file} computes wrong products`);
    else if (!isFast(library)) refused.push(`${file} is slower than wasm`);
    else return library;
  }
  const { platform } = process;
  if (refused.length > 0) return new NetworkError("backend-missing/blas-refused", { platform, refused });
  return new NetworkError("backend-missing/blas", { platform });
}

/** Returns undefined if the file cannot be loaded or has no cblas_sgemm. */
function load(koffi: Koffi, file: string): BlasLibrary | undefined {
  let handle: LibraryHandle;
  try {
    handle = koffi.load(file);
  } catch {
    return undefined;
  }
  for (const variant of variants) {
    try {
      return describe(koffi, file, handle, variant);
    } catch {
      // The functions of this library have other names.
    }
  }
  return undefined;
}

const [rowMajor, plain, transposed] = [101, 111, 112];
const floatBytes = 4;

function describe(koffi: Koffi, file: string, library: LibraryHandle, variant: Variant): BlasLibrary {
  const { prefix, suffix, integer: int } = variant;
  const sizes = `${int}, ${int}, ${int}, float, uintptr_t, ${int}, uintptr_t, ${int}, float, uintptr_t, ${int}`;
  const sgemm = library.func(`void ${prefix}cblas_sgemm${suffix}(int, int, int, ${sizes})`);
  return {
    name: nameOf(file),
    setThreads: threadSetter(library, variant),
    sgemmOn(memory) {
      const base = Number(koffi.address(new Uint8Array(memory)));
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

/** Returns the library's name, and where it comes from if it is not the system's. */
function nameOf(file: string): string {
  const name = /mkl|Accelerate|openblas/i.exec(file)?.[0].replace("openblas", "OpenBLAS").replace("mkl", "MKL") ?? file;
  return /numpy/.test(file) ? `${name} of NumPy` : name;
}

function threadSetter(library: LibraryHandle, { prefix, suffix }: Variant): (count: number) => void {
  for (const name of [`${prefix}openblas_set_num_threads${suffix}`, "MKL_Set_Num_Threads"]) {
    try {
      // OpenBLAS takes an int here, also where its sizes have 64 bits.
      return library.func(`void ${name}(int)`);
    } catch {
      // This function belongs to another library.
    }
  }
  return () => {};
}
