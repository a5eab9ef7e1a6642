/** Reads a file from its beginning, after gunzip. */
export type Open = () => AsyncIterable<Uint8Array>;
