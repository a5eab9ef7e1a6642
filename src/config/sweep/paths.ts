/** Paths of settings as people write them, `layers[0].units`, and the values at them. */
import type { Path } from "../schema/schemaWalk";

/** As in `layers[1].units`. */
export function formatPath(path: Path): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : i > 0 ? `.${key}` : key)).join("");
}

/** What a place in a config is about: a setting, or in its sweep the parameter of one. */
export function settingOf(path: Path): string {
  const [first, second, parameter] = path;
  const isParameter = first === "sweep" && second === "parameters" && typeof parameter === "string";
  return isParameter ? parameter : formatPath(path);
}

/** Undefined where nothing can be called so. */
export function parsePath(text: string): Path | undefined {
  if (!/^[A-Za-z$]\w*(\[\d+\])*(\.[A-Za-z]\w*(\[\d+\])*)*$/.test(text)) return undefined;
  return [...text.matchAll(/(\w|\$)+/g)].map(([key]) => (/^\d/.test(key) ? Number(key) : key));
}

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined | null)?.[key], value);
