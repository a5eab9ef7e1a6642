/** Reads a file from its beginning, gzip removed. */
export type Open = () => AsyncIterable<Uint8Array>;
