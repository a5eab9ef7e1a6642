/** A file of frames, one after another. */
export interface Film {
  /** Adds what is on the canvas. */
  add(milliseconds: number): Promise<void>;
  /** Returns the bytes of the file; nothing can be added after it. */
  finish(): Promise<Uint8Array<ArrayBuffer>>;
  /** Releases what the film holds; nothing can be added after it. */
  close(): void;
  /** How far the colours of the film are from those of the page, as a sentence. */
  readonly colours: string;
}

export type FilmKind = "gif" | "webm";
