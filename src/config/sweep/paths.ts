/** Paths of settings in the notation `layers[0].units`, and the values at them. */
import type { Path } from "../schema/schemaWalk";

/** Formats a path, as in `layers[1].units`. */
export function formatPath(path: Path): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : i > 0 ? `.${key}` : key)).join("");
}

/** Returns the setting of a path: itself, or the parameter for a path within the sweep. */
export function settingOf(path: Path): string {
  const [first, second, parameter] = path;
  const isParameter = first === "sweep" && second === "parameters" && typeof parameter === "string";
  return isParameter ? parameter : formatPath(path);
}

/** Parses a path; undefined for invalid text. */
export function parsePath(text: string): Path | undefined {
  if (!/^[A-Za-z$]\w*(\[\d+\])*(\.[A-Za-z]\w*(\[\d+\])*)*$/.test(text)) return undefined;
  return [...text.matchAll(/(\w|\$)+/g)].map(([key]) => (/^\d/.test(key) ? Number(key) : key));
}

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined | null)?.[key], value);
