/** Partial dependence on a feature: the mean prediction as a line with single examples, or bars for labels. */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { SetName } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { figure, quantity, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { asTable, barTable } from "./bars";
import { linesPicture } from "./linesPicture";
import { answersOf, setOf } from "./sets";
import { WhySection } from "./whySection";

const pauseMilliseconds = 5000;
type Dependence = RequestResult<"dependence">;

export class DependenceSection extends WhySection<Dependence> {
  private readonly features = dropdown(t("Column"), (feature) => this.change({ feature: Number(feature) }));
  private readonly answers = dropdown(t("Prediction"), (answer) => this.change({ answer: Number(answer) }));
  private readonly caption = element("p", { class: "summary", role: "status" }, t("Predicting…"));
  private readonly place = element("div");
  readonly element = element(
    "section",
    {},
    element("h2", {}, t("Dependence on a column")),
    element("div", { class: "controls" }, this.features.element, this.answers.element),
    this.caption,
    this.place,
  );
  private chosen = { feature: 0, answer: 0 };
  /** Names of the features, known from the first answer on. */
  private names: readonly string[] = [];

  constructor(
    host: Host,
    private readonly data: DataDescription,
  ) {
    super(host, { every: pauseMilliseconds });
    this.chosen.answer = Math.max(0, data.classNames.length - 1);
  }

  private get set(): SetName {
    return setOf(this.data, this.host.viewState.set);
  }

  protected key(): string {
    return JSON.stringify([this.chosen, this.set]);
  }

  get pictures() {
    return [this.moving(titleOf(this.names[this.chosen.feature]), [this.place, this.caption])];
  }

  protected request(at: At): Promise<Dependence> {
    return this.host.ask("dependence", { at, set: this.set, ...this.chosen });
  }

  protected fail(message: string): void {
    setText(this.caption, message);
    this.place.replaceChildren();
  }

  /** Shows the dependence on a column, or on the first part of a date. */
  choose(column: string): void {
    const own = this.names.indexOf(column);
    const feature = own < 0 ? this.names.findIndex((name) => name.startsWith(`${column} `)) : own;
    if (feature >= 0) this.change({ feature });
    this.element.scrollIntoView({ block: "nearest" });
  }

  private change(change: Partial<typeof this.chosen>): void {
    this.chosen = { ...this.chosen, ...change };
    this.query.poll();
  }

  protected draw(found: Dependence, all: readonly Dependence[]): void {
    this.names = found.features;
    const numbered = (names: readonly string[]) => names.map((name, i): [string, string] => [String(i), name]);
    this.features.offer(numbered(found.features), String(this.chosen.feature));
    this.answers.offer(numbered(answersOf(this.data)), String(this.chosen.answer));
    setText(this.caption, this.describe(found));
    this.place.replaceChildren(...(found.labels ? bars(found, found.labels, all) : this.lines(found, all)));
  }

  private describe({ name, answer, average, labels, values = [], examples, total, lines }: Dependence): string {
    const texts = labels ?? values.map(quantity);
    const [least, most] = [Math.min(...average), Math.max(...average)];
    const at = (value: number) => t("{0} at {1}", figure(value), texts[average.indexOf(value)]);
    const some = examples < total ? t("{0} of {1}", whole(examples), whole(total)) : whole(total);
    const single = labels ? "" : t(" Thin lines are {0} single examples.", lines.length);
    const mean = t(
      "The mean prediction of {0}, if {1} were the same for all of {2} examples: from {3} to {4}.",
      answersOf(this.data)[answer],
      name,
      some,
      at(least),
      at(most),
    );
    return mean + single;
  }

  private lines(found: Dependence, all: readonly Dependence[]): HTMLElement[] {
    const { name, values = [], average, lines } = found;
    const rows = values.map((value, p) => {
      const own = lines.map(({ predictions }) => predictions[p]);
      return [quantity(value), ...[average[p], Math.min(...own), Math.max(...own)].map(figure)];
    });
    const predictions = lines.map((line) => line.predictions);
    return [
      linesPicture({ name, values, average, lines: predictions, range: rangeOf(all) }, this.describe(found)),
      asTable(titleOf(name), titlesOf(name), rows),
    ];
  }
}

function bars({ name, average, lines }: Dependence, labels: readonly string[], all: readonly Dependence[]) {
  const rows = labels.map((label, p) => {
    const own = lines.map(({ predictions }) => predictions[p]);
    const range = [Math.min(...own), Math.max(...own)].map(figure);
    return { head: label, value: average[p], text: figure(average[p]), more: range };
  });
  const scaled = all.flatMap((each) => each.average);
  return [barTable(titleOf(name), titlesOf(name), rows, scaled)];
}

/** Returns the lowest and the highest prediction of all lines. */
function rangeOf(all: readonly Dependence[]): [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { average, lines } of all) {
    for (const line of [average, ...lines.map(({ predictions }) => predictions)]) {
      lowest = Math.min(lowest, ...line);
      highest = Math.max(highest, ...line);
    }
  }
  return [lowest, highest];
}

const titleOf = (name: string) => t("Dependence on {0}", name);

const titlesOf = (name: string) => [name, t("Mean prediction"), t("Lowest"), t("Highest")];
