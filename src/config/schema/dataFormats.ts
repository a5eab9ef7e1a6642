/** Data formats by content, usable without the schema. */

/** Formats of records with named columns, one of which is predicted. */
export const tableFormats = ["csv", "excel", "parquet", "jsonl", "arff", "svmlight"] as const;

/** Formats of named arrays, chosen by `keys`. */
export const arrayFormats = ["npz", "matlab", "hdf5", "octave"] as const;

export const isTableFormat = (format: unknown): boolean => (tableFormats as readonly unknown[]).includes(format);
export const isArrayFormat = (format: unknown): boolean => (arrayFormats as readonly unknown[]).includes(format);
