/** Types for the used part of jsfive, which has none. */
declare module "jsfive" {
  export class Group {
    readonly keys: string[];
    readonly attrs: Partial<Record<string, unknown>>;
    get(path: string): Group | Dataset | null;
  }
  export class File extends Group {
    constructor(bytes: ArrayBuffer, name: string);
  }
  export class Dataset {
    readonly shape: number[];
    readonly dtype: string | unknown[];
    readonly value: unknown;
    readonly fillvalue: unknown;
  }
  export const Filters: Map<number, (chunk: ArrayBuffer, itemSize: number) => ArrayBuffer>;
}
