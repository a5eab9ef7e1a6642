/** The cursor over the units of a diagram, moved by pointer or keys. */
import { element, setText } from "../ui/dom";
import { type Arrangement, type Unit, unitNear } from "./arrange";
import { same } from "./paintEdges";

export class UnitCursor {
  /** Description of the unit; announced only if keys moved the cursor. */
  readonly readout = element("p", { class: "readout", "aria-live": "off" });
  private unit: Unit | undefined;
  private arrangement: Arrangement | undefined;

  /** @param onChange called when the unit at the cursor changes */
  constructor(
    canvas: HTMLCanvasElement,
    private readonly onChange: () => void,
  ) {
    canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => {
      if (this.arrangement) this.moveTo(unitNear(this.arrangement, offsetX, offsetY), "off");
    });
    canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** Sets the arrangement and returns the unit at the cursor in it. */
  over(arrangement: Arrangement): Unit | undefined {
    this.arrangement = arrangement;
    const { unit } = this;
    this.unit = unit && arrangement.columns[unit.column]?.units.find((each) => same(each, unit));
    return this.unit;
  }

  announce(words: string): void {
    setText(this.readout, words);
  }

  private press(event: KeyboardEvent): void {
    const columns = this.arrangement?.columns.filter(({ units }) => units.length > 0);
    if (!columns || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = stepOf(
      event.key,
      columns.map(({ units }) => units),
      this.unit,
    );
    if (!to) return;
    event.preventDefault();
    this.moveTo(to, "polite");
  }

  private moveTo(unit: Unit | undefined, live: "polite" | "off"): void {
    if (unit === this.unit) return;
    this.unit = unit;
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    this.onChange();
  }
}

/** Returns the unit that a key moves to: up and down within a layer, left and right to the nearest height. */
function stepOf(key: string, columns: readonly (readonly Unit[])[], at: Unit | undefined): Unit | undefined {
  if (!["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) return undefined;
  if (!at) return columns[0][0];
  const column = columns.findIndex((units) => units.some((unit) => same(unit, at)));
  const units = columns[column];
  if (!units) return columns[0][0];
  const place = units.findIndex((unit) => same(unit, at));
  if (key === "Home") return units[0];
  if (key === "End") return units[units.length - 1];
  if (key === "ArrowUp") return units[Math.max(0, place - 1)];
  if (key === "ArrowDown") return units[Math.min(units.length - 1, place + 1)];
  const beside = columns[column + (key === "ArrowLeft" ? -1 : 1)];
  return beside?.reduce((best, unit) => (Math.abs(unit.y - at.y) < Math.abs(best.y - at.y) ? unit : best)) ?? at;
}
