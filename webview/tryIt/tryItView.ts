/**
 * The tab Try It: evaluates the network on an example that the user draws, opens or fills in, and shows its prediction
 * and the activations of every layer. The child process converts picture files to inputs as `predict` does.
 */

import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { momentOf } from "../state/moment";
import { RunView } from "../state/runView";
import type { SetName } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { button } from "../ui/toolkit";
import { asMnist } from "./asMnist";
import { fileButton } from "./fileButton";
import { fieldsIn, InputForm } from "./form";
import { asSeen, broughtTo, hintFor, isBright } from "./hints";
import { Pad } from "./pad";
import { activationStrips, answerBars, labelBars, quantities } from "./predictionBars";

/** Maximum number of fields in a form. */
const maxFields = 64;

/** An example of the data. */
export interface Given {
  readonly set: SetName;
  readonly index: number;
  readonly values: Float32Array;
  /** The example's class; `targets` are its labels or quantities. */
  readonly actual?: number | undefined;
  readonly targets?: readonly number[] | undefined;
}

/** A picture file, converted to inputs. */
interface OwnPicture {
  readonly name: string;
  readonly values: Float32Array;
  readonly isAnimated: boolean;
}

export class TryItView extends RunView {
  private readonly words = element("p", { class: "empty" }, t("Reading the data…"));
  private readonly input = element("section", { class: "try-input" });
  private readonly seen = element("div", { class: "seen" });
  private readonly output = element("section", { class: "try-output", "aria-live": "polite" });
  private readonly layers = element("section", { class: "try-layers" });
  private readonly grid = element("div", { class: "try-grid", hidden: true }, this.input, this.output, this.layers);
  readonly element = element("div", { class: "try-it" }, this.words, this.grid);
  private readonly debugging = button(t("Debug This Example"), () => this.debug());
  private data: DataDescription | undefined;
  private pad: Pad | undefined;
  private form: InputForm | undefined;
  /** The shown example of the data, until the user draws over it. */
  private example: Given | undefined;
  /** The opened or dropped picture, until the user draws over it. */
  private picture: OwnPicture | undefined;
  /** The last inputs of the network, not scaled. */
  private given: Float32Array | undefined;
  /** Counter of the changes to the inputs. */
  private changes = 0;
  private drawStrips = () => {};

  constructor(host: Host) {
    super(host, { every: 0 });
    onThemeChange(() => this.drawStrips());
  }

  protected key(): string | undefined {
    return this.state.run ? String(this.changes) : undefined;
  }

  /** Shows an example of the data. */
  async open(example: Given): Promise<void> {
    try {
      await this.prepare();
    } catch (error) {
      return this.fail((error as Error).message);
    }
    this.pad?.clear();
    if (this.form) this.form.values = example.values;
    this.change({ example });
  }

  /** Uses a picture file as input. */
  private async take(file: File): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = await this.host.ask("readPicture", { bytes, name: file.name });
      this.pad?.clear();
      this.change({ picture: { name: file.name, ...read } });
    } catch (error) {
      this.fail((error as Error).message);
    }
  }

  /** Accepts pictures dropped on the input side of the view. */
  private takeDropped(): void {
    this.input.addEventListener("dragover", (event) => event.preventDefault());
    this.input.addEventListener("drop", (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.take(file);
    });
  }

  protected override async prepare(): Promise<void> {
    this.data ??= await this.host.data();
    if (this.input.childElementCount === 0) this.build(this.data);
  }

  /** Updates the source of the inputs; without an example or a picture, it is the pad or the form. */
  private change({ example, picture }: { example?: Given; picture?: OwnPicture } = {}): void {
    this.example = example;
    this.picture = picture;
    this.changes++;
    this.query.poll();
  }

  private build(data: DataDescription): void {
    const { imageShape } = data;
    const channels = imageShape ? (imageShape[2] ?? 1) : 0;
    const change = () => this.change();
    const random = button(t("Example"), () => void this.drawLots());
    const file = fileButton(t("Open a Picture…"), (picture) => void this.take(picture));
    if (channels === 1 || channels === 3) this.takeDropped();
    if (imageShape && channels === 1) {
      const [height, width] = imageShape;
      this.pad = new Pad({ height, width, isBright: isBright(data) }, change);
      const clear = button(t("Clear"), () => this.pad?.clear());
      const hint = element("p", { class: "caption" }, hintFor(data, imageShape));
      this.input.append(
        element("h2", {}, t("Draw")),
        this.pad.element,
        element("div", { class: "controls" }, clear.element, file, random.element),
        hint,
        this.seen,
      );
    } else if (imageShape && channels === 3) {
      const hint = element(
        "p",
        { class: "caption" },
        t("Open or drop a picture. {0} {1}", broughtTo(imageShape), asSeen),
      );
      this.input.append(
        element("h2", {}, t("A picture")),
        element("div", { class: "controls" }, file, random.element),
        hint,
        this.seen,
      );
    } else if (fieldsIn(data) <= maxFields) {
      this.form = new InputForm(data, change, (column, text) => this.readDate(column, text));
      this.input.append(
        element("h2", {}, t("An example")),
        this.form.element,
        element("div", { class: "controls" }, random.element),
      );
    } else {
      this.input.append(
        element("h2", {}, t("An example")),
        element("div", { class: "controls" }, random.element),
        this.seen,
      );
    }
  }

  /** Converts the text of a date to inputs, as `predict` does. */
  private async readDate(column: string, text: string): Promise<number[]> {
    return (await this.host.ask("readDate", { column, text })).values;
  }

  private async drawLots(): Promise<void> {
    const set = this.data?.sets.find(({ set }) => set === "test") ?? this.data?.sets[0];
    if (!set) return;
    try {
      const index = Math.floor(Math.random() * set.examples);
      const { total: _, ...example } = await this.host.ask("example", { set: set.set, index });
      await this.open(example);
    } catch (error) {
      this.fail((error as Error).message);
    }
  }

  /** Returns the inputs of the network, not scaled. */
  private async values({ imageShape, inputs, isMnist }: DataDescription): Promise<Float32Array> {
    const own = this.example ?? this.picture ?? this.form;
    if (own) return own.values;
    if (this.pad && imageShape) {
      if (isMnist) return asMnist(this.pad.drawing, imageShape[0], imageShape[1]);
      const read = await this.host.ask("readPicture", { bytes: await this.pad.png(), name: t("The drawing") });
      return read.values;
    }
    return Float32Array.from(inputs, ({ mean }) => mean);
  }

  protected async ask(at: At): Promise<void> {
    const { data } = this;
    if (!data) return;
    this.given = undefined;
    const values = await this.values(data);
    this.given = values;
    this.draw(data, values, await this.host.ask("activations", { values, at }));
  }

  private draw(data: DataDescription, values: Float32Array, result: RequestResult<"activations">): void {
    this.words.hidden = true;
    this.grid.hidden = false;
    const { imageShape, classNames, targetNames } = data;
    if (imageShape) this.seen.replaceChildren(exampleImage(values, imageShape, t("Network input")));
    const { answers, epoch } = result;
    const from = element("p", { class: "caption" }, this.origin(data, epoch));
    const isEmpty = this.pad?.isBlank && !this.example && !this.picture;
    const { actual, targets } = this.example ?? {};
    const answer = {
      classification: () => answerBars(answers, classNames, actual),
      "multi-label": () => labelBars(answers, targetNames, targets),
      regression: () => quantities(answers, targetNames, targets),
    }[data.task]();
    const hint = isEmpty
      ? [element("p", { class: "empty" }, t("Nothing is drawn yet. This is the prediction for an empty image."))]
      : [];
    const tools = element("div", { class: "controls" }, this.debugging.element);
    this.output.replaceChildren(element("h2", {}, t("Answer")), from, ...hint, answer, tools);
    this.drawStrips = () => {
      const strips = activationStrips(result, this.state.run?.activations ?? []);
      this.layers.replaceChildren(element("h2", {}, t("Activations")), ...strips);
    };
    this.drawStrips();
  }

  /** Starts the debugger on the present example. */
  private debug(): void {
    const { example, given } = this;
    if (!example && !given) return;
    const { at } = momentOf(this.state, this.host.viewState);
    this.host.send({
      type: "debug",
      example: example ? { set: example.set, index: example.index } : { values: Array.from(given ?? []) },
      at,
    });
  }

  private origin({ classNames }: DataDescription, epoch: number): string {
    const { example, picture } = this;
    const filledIn = example ? [] : (this.form?.filledIn ?? []);
    const weights = [t("Weights of epoch {0}.", epoch), ...filledIn].join(" ");
    if (picture)
      return `${weights} ${picture.isAnimated ? t("The first frame of {0}.", picture.name) : t("The picture {0}.", picture.name)}`;
    if (!example) return weights;
    const of = example.actual === undefined ? "" : t(", which is of class {0}", classNames[example.actual]);
    return t("{0} Example {1} of the data{2}.", weights, example.index, of);
  }

  protected fail(message: string): void {
    this.words.hidden = false;
    this.grid.hidden = this.data === undefined;
    setText(this.words, message);
    // The shown answer belongs to earlier inputs.
    if (this.given === undefined) {
      this.output.replaceChildren();
      this.layers.replaceChildren();
    }
  }
}
