/** What an example looks like, for the card beside the pointer: its picture, or the values of its row. */
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { SetName } from "../state/viewState";
import { element } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { inputFigure } from "../ui/format";
import { t } from "../ui/l10n";

/** Inputs of a row that fit a card, and examples whose values are kept. */
const [mostInputs, maxCached] = [8, 200];

export class ExampleCard {
  data: DataDescription | undefined;
  private readonly values = new Map<string, Promise<Float32Array>>();

  constructor(private readonly host: Host) {}

  async of(set: SetName, index: number): Promise<HTMLElement> {
    const values = await this.valuesOf(set, index);
    const { imageShape, inputs = [] } = this.data ?? {};
    if (imageShape) return exampleImage(values, imageShape, t("Example {0}", index));
    const shown = inputs
      .slice(0, mostInputs)
      .flatMap(({ name, shift }, i) => [element("dt", {}, name), element("dd", {}, inputFigure(values[i], shift))]);
    const rest = inputs.length - mostInputs;
    return element("div", {}, element("dl", {}, ...shown), ...(rest > 0 ? [t("and {0} more", rest)] : []));
  }

  private valuesOf(set: SetName, index: number): Promise<Float32Array> {
    const key = `${set} ${index}`;
    const known = this.values.get(key);
    if (known) return known;
    const asked = this.host.ask("inputs", { set, indices: [index] }).then(({ values }) => values[0]);
    asked.catch(() => this.values.delete(key));
    this.values.set(key, asked);
    const [oldest] = this.values.keys();
    if (this.values.size > maxCached) this.values.delete(oldest);
    return asked;
  }
}
