/** Errors about the contents of a file: gzip, IDX, NumPy, zip, images. The file name precedes the message. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const usage = errorsOf("usage");

/** Formats a number of bytes, as in "1.5 GB" or "512 MB". */
const memory = (bytes: number) =>
  bytes >= 2 ** 30 ? `${Math.ceil((10 * bytes) / 2 ** 30) / 10} GB` : `${Math.ceil(bytes / 2 ** 20)} MB`;

export const formatMessages = {
  "memory-bound": data<{ needed: number; bound: number }>(
    ({ needed, bound }) =>
      `needs at least ${memory(needed)} of memory, and the bound is ${memory(bound)}; use a smaller file, or raise ` +
      `the bound: --memory ${Math.ceil(needed / 2 ** 30)}GB, in VS Code the setting matrixNetwork.memory`,
  ),
  "memory-size": usage<{ text: string }>(
    ({ text }) => `'${text}' is not a size of memory; give at least a megabyte, such as 512MB or 2GB`,
  ),
  "gzip-truncated": data(() => "the gzip data ends too early; download it again"),
  "gzip-too-large": data<{ megabytes: number }>(
    ({ megabytes }) =>
      `the gzip data unpacks to more than ${megabytes} MB of almost pure repetition; unpack the file and use its content`,
  ),
  "gzip-corrupt": data(() => "the gzip data is damaged; download it again"),
  "idx-magic": data<{ found: string }>(
    ({ found }) => `not an IDX file: it seems to be ${found}; choose an IDX file, plain or gzipped`,
  ),
  "idx-type": data<{ type: number }>(
    ({ type }) => `0x${type.toString(16)} is not an IDX element type; download the file again`,
  ),
  "idx-trailing": data<{ extra: number; promised: number }>(
    ({ extra, promised }) => `${extra} bytes follow the ${promised} that the header declares; download it again`,
  ),
  "idx-truncated": data<{ promised: number; found: number }>(
    ({ promised, found }) => `the header declares ${promised} bytes, the file has ${found}; download it again`,
  ),
  "npy-magic": data<{ found: string }>(
    ({ found }) => `not a .npy file: it seems to be ${found}; save it with numpy.save`,
  ),
  "npy-trailing": data<{ extra: number }>(({ extra }) => `${extra} bytes follow the array; save one array per file`),
  "npy-version": data<{ version: number }>(
    ({ version }) => `.npy version ${version} is not supported; save it with numpy.save (versions 1 to 3)`,
  ),
  "npy-header/length": data<{ length: number }>(
    ({ length }) => `the header has ${length} bytes, too many for an array; save the array again`,
  ),
  "npy-header/keys": data(() => "the header does not name descr, fortran_order and shape; save the array again"),
  "npy-header/shape": data<{ shape: string }>(
    ({ shape }) => `the header's shape (${shape}) is not a valid shape; save the array again`,
  ),
  "npy-truncated/elements": data<{ promised: number; found: number }>(
    ({ promised, found }) => `the file declares ${promised} bytes of elements and has ${found}; copy or save it again`,
  ),
  "npy-truncated/header": data<{ promised?: number; found: number }>(
    ({ promised, found }) =>
      `the file declares a header${promised === undefined ? "" : ` of ${promised} bytes`} and has ${found} bytes; ` +
      "copy or save it again",
  ),
  "npy-dtype/records": data(() => "record arrays are not supported; save one array per field"),
  "npy-dtype": data<{ dtype: string; problem: DtypeProblem }>(
    ({ dtype, problem }) => `dtype ${JSON.stringify(dtype)}: ${dtypeProblems[problem]}`,
  ),
  "zip-corrupt/entries-too-large": data(
    () => "the entries are larger than the archive: it is damaged; copy or save it again",
  ),
  "zip-corrupt/entry-count": data<{ entry: number; count: number }>(
    ({ entry, count }) => `entry ${entry} of ${count} is missing: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/missing": data<{ name: string }>(
    ({ name }) => `${name} is missing: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/cut-off": data<{ name: string }>(
    ({ name }) => `${name} is truncated: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/checksum": data<{ name: string }>(
    ({ name }) => `the checksum of ${name} is wrong: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/unpack": data<{ name: string }>(
    ({ name }) => `${name} cannot be unpacked: the archive is damaged; copy or save it again`,
  ),
  "zip-truncated": data(() => "the archive is truncated: its end is missing; copy or save it again"),
  "zip-magic": data<{ found: string }>(
    ({ found }) => `not a zip archive: it seems to be ${found}; save it with numpy.savez`,
  ),
  "zip-too-large": data<{ name: string; size: number }>(
    ({ name, size }) =>
      `${name} unpacks to ${Math.round(size / 2 ** 20)} MB of almost pure repetition; save it without compression`,
  ),
  "zip-encrypted": data<{ name: string }>(({ name }) => `${name} is encrypted; save the archive without a password`),
  "zip-method": data<{ name: string; method: number }>(
    ({ name, method }) => `${name} is compressed by method ${method}; save it with numpy.savez_compressed`,
  ),
  "protobuf-damaged": data(() => "the file is damaged or not an ONNX model; export it again"),
  "picture-magic": data<{ found: string }>(
    ({ found }) => `not a picture that can be read: it seems to be ${found}; save it as PNG or JPEG, or remove it`,
  ),
  "picture-magic/empty": data(() => "the file is empty; copy it again or remove it"),
  "picture-kind": data<{ what: string }>(
    ({ what }) => `a picture with ${what}, which is not supported; save it as PNG`,
  ),
  "webp-missing": data<{ file: string }>(
    ({ file }) => `${file}: missing; install Matrix Network again (in a clone: npm run build)`,
  ),
  "picture-size": data<{ height: number; width: number }>(
    ({ height, width }) =>
      `a picture of ${height} × ${width} pixels is too large (16 million pixels at most); make it smaller`,
  ),
  "picture-damaged": data<{ format: "PNG" | "JPEG" | "WebP" | "BMP" | "GIF" | "decoded" }>(
    ({ format }) => `the ${format} picture is damaged; save it again`,
  ),
};

/** The first letter of an unsupported NumPy type; `?` for unknown types. */
export type DtypeProblem = keyof typeof dtypeProblems;

const dtypeProblems = {
  O: "Python objects are not supported; save the array with dtype float32",
  U: "text is not supported; save numbers",
  S: "text is not supported; save numbers",
  c: "complex numbers are not supported; save real ones",
  f: "this float type is not supported; save it with dtype float32",
  M: "dates are not supported; save numbers",
  m: "durations are not supported; save numbers",
  V: "record arrays are not supported; save one array per field",
  "?": "it is unknown; save the array with dtype float32",
};

export const isDtypeProblem = (letter: string): letter is DtypeProblem => Object.hasOwn(dtypeProblems, letter);
