/** Types for the used part of gifenc, which has none. */
declare module "gifenc" {
  type Color = readonly number[];

  interface FrameOptions {
    /** Colours of the frame; of the first frame, those of the file. */
    palette: readonly Color[];
    /** Milliseconds that the frame is shown; the file has hundredths of a second. */
    delay: number;
    /** Number of repetitions; 0: without end. */
    repeat?: number;
  }
  export function GIFEncoder(): {
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  };
  export function quantize(rgba: Uint8ClampedArray, maxColors: number): Color[];
  export function applyPalette(rgba: Uint8ClampedArray, palette: readonly Color[]): Uint8Array;
}
