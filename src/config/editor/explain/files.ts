/** Which files a key that names one can take: what completion offers of a folder. */

export interface FileKind {
  /** Files whose names fit; undefined: none, folders alone. */
  files?: RegExp;
  /** Of those that fit, these come first. */
  first?: RegExp;
  /** Whether a folder itself can be the value. */
  folders?: boolean;
}

const idx = /(idx\d-?ubyte|\.idx\d?)(\.gz)?$/i;

/** A file with the training examples, and another one with the test examples. */
const pair = (files: RegExp) => ({ path: { files, first: /train/i }, testPath: { files, first: /test/i } });

const byFormat: Record<string, Record<string, FileKind>> = {
  csv: {
    path: { files: /\.(csv|tsv|tab|txt|data)(\.gz)?$/i, first: /train/i },
    testPath: { files: /\.(csv|tsv|tab|txt|data)(\.gz)?$/i, first: /test/i },
  },
  excel: pair(/\.xlsx$/i),
  parquet: pair(/\.(parquet|pq)$/i),
  jsonl: pair(/\.(jsonl|ndjson|json)(\.gz)?$/i),
  arff: pair(/\.arff(\.gz)?$/i),
  npz: { path: { files: /\.npz$/i, folders: true } },
  svmlight: pair(/\.(svm|svmlight|libsvm|txt|data|t|tr|te)(\.gz)?$/i),
  matlab: { path: { files: /\.mat$/i } },
  hdf5: { path: { files: /\.(h5|hdf5|he5|mat)$/i } },
  octave: { path: { files: /\.(txt|mat|oct|dat)(\.gz)?$/i } },
  pickle: { path: { files: /\.(pkl|pickle|p)(\.gz)?$/i } },
  images: { path: { first: /train/i, folders: true }, testPath: { first: /test/i, folders: true } },
  idx: {
    trainImages: { files: idx, first: /train.*images/i },
    trainLabels: { files: idx, first: /train.*labels/i },
    testImages: { files: idx, first: /(t10k|test).*images/i },
    testLabels: { files: idx, first: /(t10k|test).*labels/i },
  },
};

/** Undefined for a key that names no file. */
export function fileKind(path: readonly (string | number)[], format: unknown): FileKind | undefined {
  const [section, key, third] = path;
  if (section === "data" && path.length === 2) {
    const keys = own(byFormat, String(format));
    return keys && own(keys, String(key));
  }
  const isWeights = section === "training" && key === "start" && third === "weights";
  return isWeights
    ? { files: /\.(npz|onnx|safetensors|pt|pth|h5|keras)$|(?<!\.network)\.json$/i, first: /\.(?!json$)\w+$/i }
    : undefined;
}

/** Names from a file may be those of what every object has. */
const own = <Value>(all: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;
