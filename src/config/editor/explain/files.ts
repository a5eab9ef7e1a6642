/** The kinds of files that a key accepts, for completion of paths. */

export interface FileKind {
  /** Pattern of file names; undefined: only folders. */
  files?: RegExp;
  /** Pattern of the files to list first. */
  first?: RegExp;
  /** True if a folder is a valid value. */
  folders?: boolean;
}

const idx = /(idx\d-?ubyte|\.idx\d?)(\.gz)?$/i;

/** Returns the kinds of a training file and a test file. */
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

/** Returns the file kind of a key; undefined if the key names no file. */
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

/** Reads an own property: names in a file may equal inherited ones. */
const own = <Value>(all: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;
