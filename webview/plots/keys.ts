/** The keyboard commands of a plot. Pure. */

export type PlotKey =
  | { does: "zoom"; factor: number }
  | { does: "pan"; share: number }
  | { does: "all" }
  | { does: "step"; to: "first" | "last" | 1 | -1 };

const keys: Record<string, PlotKey> = {
  "+": { does: "zoom", factor: 0.5 },
  "=": { does: "zoom", factor: 0.5 },
  "-": { does: "zoom", factor: 2 },
  _: { does: "zoom", factor: 2 },
  Escape: { does: "all" },
  "0": { does: "all" },
  Home: { does: "step", to: "first" },
  End: { does: "step", to: "last" },
  ArrowLeft: { does: "step", to: -1 },
  ArrowRight: { does: "step", to: 1 },
};

/** Returns the command of a key; undefined if the plot does not handle it, as with Ctrl, Alt or ⌘ (the editor's). */
export function keyOf({
  key,
  shiftKey,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">): PlotKey | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  if (shiftKey && key === "ArrowLeft") return { does: "pan", share: -0.25 };
  if (shiftKey && key === "ArrowRight") return { does: "pan", share: 0.25 };
  return keys[key];
}
