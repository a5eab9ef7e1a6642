/** Why one example is answered so: changes that turn the answer, saliency of a picture, and the units that carry it. */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { MovingPicture } from "../animation/movingPicture";
import { ExampleChoice, type ExampleRef } from "../network/exampleChoice";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { ChangesTable } from "./changesTable";
import { ClassMaps } from "./classMaps";
import { SaliencyMaps } from "./saliencyMaps";
import { answersOf, setOf } from "./sets";
import { UnitsTable } from "./unitsTable";
import { WhySection } from "./whySection";

const pauseMilliseconds = 5000;

interface Answer {
  readonly epoch: number;
  readonly values: Float32Array;
  readonly units: RequestResult<"carryingUnits">;
  readonly saliency: RequestResult<"saliency"> | undefined;
  readonly changes: RequestResult<"changes"> | undefined;
}

export class ExampleSection extends WhySection<Answer> {
  private readonly choice: ExampleChoice;
  private readonly answers = dropdown(t("Answer"), (answer) => {
    this.answer = answer === "predicted" ? undefined : Number(answer);
    this.query.poll();
  });
  private readonly summary = element("p", { class: "summary", role: "status" }, t("Predicting…"));
  private readonly units = new UnitsTable();
  private readonly changes: ChangesTable | undefined;
  private readonly maps: SaliencyMaps | undefined;
  /** The maps of each class, a section of its own. */
  readonly classes: ClassMaps | undefined;
  private readonly results: HTMLElement;
  readonly element: HTMLElement;
  /** The answer to explain; undefined: the predicted one. */
  private answer: number | undefined;

  /** @param opened the example to show first */
  constructor(
    host: Host,
    private readonly data: DataDescription,
    private readonly opened: ExampleRef | undefined,
  ) {
    super(host, { every: pauseMilliseconds });
    const { imageShape, task } = data;
    this.choice = new ExampleChoice(
      host,
      () => this.query.poll(),
      (message) => this.fail(message),
    );
    if (imageShape) this.maps = new SaliencyMaps(imageShape);
    else if (task !== "regression") this.changes = new ChangesTable(data);
    if (imageShape && task === "classification") this.classes = new ClassMaps(host, data, imageShape);
    const parts = [this.changes, this.maps, this.units].flatMap((part) => (part ? [part.element] : []));
    this.results = element("div", { hidden: true }, ...parts);
    this.element = element(
      "div",
      { class: "why-example" },
      this.choice.element,
      element(
        "section",
        { class: "why-answer" },
        element("h2", {}, t("Why this answer")),
        element("div", { class: "controls" }, this.answers.element),
        this.summary,
        this.results,
      ),
      ...(this.classes ? [this.classes.element] : []),
    );
  }

  open(example: ExampleRef): void {
    void this.choice.open(example);
  }

  override render(state: State): void {
    super.render(state);
    this.classes?.choose(setOf(this.data, this.choice.example?.set));
  }

  protected key(): string {
    return JSON.stringify([this.choice.key, this.answer]);
  }

  protected override async prepare(): Promise<void> {
    if (!this.choice.example) await this.choice.begin(this.data, this.opened);
  }

  get pictures(): MovingPicture[] {
    const { units, maps, summary } = this;
    return [
      ...(maps ? [this.moving(t("Saliency"), [...maps.parts, summary])] : []),
      this.moving(t("Units that carry the answer"), [units.place, units.caption, summary]),
    ];
  }

  protected async request(at: At): Promise<Answer | undefined> {
    const { example } = this.choice;
    if (!example) return undefined;
    const { set, index, values } = example;
    const { host, answer: wanted, data } = this;
    const about = { at, set, index, ...(wanted !== undefined && { answer: wanted }) };
    const units = await host.ask("carryingUnits", about);
    const { answer, epoch } = units;
    const saliency = this.maps && (await host.ask("saliency", { ...about, answer }));
    const label = data.task === "multi-label" ? answer : 0;
    const changes = this.changes && (await host.ask("changes", { at, set, index, label }));
    return { epoch, values, units, saliency, changes };
  }

  protected draw({ values, units, saliency, changes }: Answer, all: readonly Answer[]): void {
    const { answer: wanted, data } = this;
    const { answer, score, epoch } = units;
    const names = answersOf(data);
    this.units.draw(
      units.layers,
      names[answer],
      all.map((each) => each.units.layers),
    );
    const maps = all.flatMap((each) => (each.saliency ? [each.saliency] : []));
    if (saliency) this.maps?.draw(saliency, values, names[answer], maps);
    if (changes) this.changes?.draw(changes);
    const options = names.map((name, i): [string, string] => [String(i), name]);
    const first: [string, string][] = data.task === "classification" ? [["predicted", t("The predicted class")]] : [];
    this.answers.offer([...first, ...options], wanted === undefined && first.length > 0 ? "predicted" : String(answer));
    const said =
      data.task === "regression"
        ? t("Weights of epoch {0}: the prediction of {1} is {2}.", epoch, names[answer], figure(score))
        : t("Weights of epoch {0}: the network's score for {1} is {2}.", epoch, names[answer], figure(score));
    setText(this.summary, said);
    this.results.hidden = false;
  }

  protected fail(message: string): void {
    setText(this.summary, message);
    this.results.hidden = true;
  }
}
