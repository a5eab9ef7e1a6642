/**
 * Gives the network an example of one's own, drawn or filled in, and shows its answer and every layer on the way, at
 * once.
 */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import type { SetName } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { button } from "../ui/toolkit";
import { activationStrips, answerBars, quantities } from "./answers";
import { asMnist } from "./asMnist";
import { fileButton } from "./fileButton";
import { fieldsIn, InputForm } from "./form";
import { Pad } from "./pad";

/** As many fields as anybody fills in. */
const mostFields = 64;

/** An example of the data. */
export interface Given {
  readonly set: SetName;
  readonly index: number;
  readonly values: Float32Array;
  /** Its class, or its quantities. */
  readonly actual?: number | undefined;
  readonly targets?: readonly number[] | undefined;
}

export class TryItView {
  private readonly words = element("p", { class: "empty" }, "Reading the data…");
  private readonly input = element("section", { class: "try-input" });
  private readonly seen = element("div", { class: "seen" });
  private readonly output = element("section", { class: "try-output", "aria-live": "polite" });
  private readonly layers = element("section", { class: "try-layers" });
  private readonly grid = element("div", { class: "try-grid", hidden: true }, this.input, this.output, this.layers);
  readonly element = element("div", { class: "try-it" }, this.words, this.grid);
  private readonly debugging = button("Debug This Example", () => this.debug());
  private state: State = emptyState;
  private data: DataDescription | undefined;
  private pad: Pad | undefined;
  private form: InputForm | undefined;
  /** An example of the data, until something is drawn over it. */
  private example: Given | undefined;
  /** How often something else was drawn or filled in. */
  private changes = 0;
  private readonly query: LiveQuery;

  constructor(private readonly host: Host) {
    this.query = new LiveQuery({
      every: 0,
      key: () => (this.state.run ? String(this.changes) : undefined),
      at: () => momentOf(this.state, host.viewState),
      prepare: () => this.prepare(),
      ask: (at) => this.ask(at),
      fail: (message) => this.fail(message),
    });
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.query.look();
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
    this.change(example);
  }

  private async prepare(): Promise<void> {
    this.data ??= await this.host.data();
    if (this.input.childElementCount === 0) this.build(this.data);
  }

  /** @param example undefined: it is one of one's own */
  private change(example?: Given): void {
    this.example = example;
    this.changes++;
    this.query.look();
  }

  private build(data: DataDescription): void {
    const { imageShape } = data;
    const change = () => this.change();
    const random = button("An Example of the Data", () => void this.drawLots());
    if (imageShape && (imageShape[2] ?? 1) === 1) {
      this.pad = new Pad(change);
      const clear = button("Clear", () => this.pad?.clear());
      const file = fileButton("Open a Picture…", (picture) => void this.pad?.take(picture));
      const hint = element(
        "p",
        { class: "caption" },
        "Draw with mouse, pen or keys, or drop a picture. As the network sees it:",
      );
      this.input.append(
        element("h2", {}, "Draw"),
        this.pad.element,
        element("div", { class: "controls" }, clear.element, file, random.element),
        hint,
        this.seen,
      );
    } else if (fieldsIn(data) <= mostFields) {
      this.form = new InputForm(data, change);
      this.input.append(
        element("h2", {}, "An example"),
        this.form.element,
        element("div", { class: "controls" }, random.element),
      );
    } else {
      this.input.append(
        element("h2", {}, "An example"),
        element("div", { class: "controls" }, random.element),
        this.seen,
      );
    }
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

  /** What the network is given, not scaled. */
  private values({ imageShape, inputs }: DataDescription): Float32Array {
    if (this.example) return this.example.values;
    if (this.form) return this.form.values;
    if (this.pad && imageShape) {
      const ink = asMnist(this.pad.drawing, imageShape[0], imageShape[1]);
      // Of pictures that are stored as shares of 1, not as bytes.
      return inputs.every(({ mean }) => mean <= 1) ? ink.map((value) => value / 255) : ink;
    }
    return Float32Array.from(inputs, ({ mean }) => mean);
  }

  private async ask(at: At): Promise<void> {
    const { data } = this;
    if (!data) return;
    const values = this.values(data);
    this.draw(data, values, await this.host.ask("activations", { values, at }));
  }

  private draw(data: DataDescription, values: Float32Array, result: RequestResult<"activations">): void {
    this.words.hidden = true;
    this.grid.hidden = false;
    const { imageShape, classNames, targetNames } = data;
    if (imageShape) this.seen.replaceChildren(exampleImage(values, imageShape, "What the network sees"));
    const { answers, epoch } = result;
    const from = element("p", { class: "caption" }, this.origin(data, epoch));
    const isEmpty = this.pad && !this.example && values.every((value) => value === 0);
    const answer =
      data.task === "regression"
        ? quantities(answers, targetNames, this.example?.targets)
        : answerBars(answers, classNames, this.example?.actual);
    const hint = isEmpty
      ? [element("p", { class: "empty" }, "Nothing is drawn yet: this is what it says of an empty sheet.")]
      : [];
    const tools = element("div", { class: "controls" }, this.debugging.element);
    this.output.replaceChildren(element("h2", {}, "Answer"), from, ...hint, answer, tools);
    const strips = activationStrips(result, this.state.run?.activations ?? []);
    this.layers.replaceChildren(element("h2", {}, "Activations"), ...strips);
  }

  /** Steps through the network with what is there now. */
  private debug(): void {
    if (!this.data) return;
    const { example } = this;
    const { at } = momentOf(this.state, this.host.viewState);
    this.host.send({
      type: "debug",
      example: example ? { set: example.set, index: example.index } : { values: Array.from(this.values(this.data)) },
      at,
    });
  }

  private origin({ classNames }: DataDescription, epoch: number): string {
    const { example } = this;
    const weights = `Weights of epoch ${epoch}.`;
    if (!example) return weights;
    const of = example.actual === undefined ? "" : `, which is of class ${classNames[example.actual]}`;
    return `${weights} Example ${example.index} of the data${of}.`;
  }

  private fail(message: string): void {
    this.words.hidden = false;
    this.grid.hidden = this.data === undefined;
    setText(this.words, message);
  }
}
