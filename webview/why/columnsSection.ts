/** Permutation importance of the columns, as bars with their spread; a click on a column shows the dependence on it. */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { element, setText } from "../ui/dom";
import { decimals, figure, percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { barTable } from "./bars";
import { offerSets, setOf } from "./sets";
import { WhySection } from "./whySection";

type Importance = RequestResult<"importance">;

/** Minimum time between two importances during training, which take a second of a processor. */
const pauseMilliseconds = 20_000;

export class ColumnsSection extends WhySection<Importance> {
  private readonly sets = dropdown(t("Examples"), (set) => {
    this.host.updateViewState({ set: setOf(this.data, set), outOfFold: undefined });
    this.query.poll();
  });
  private readonly caption = element("p", { class: "summary", role: "status" }, t("Permuting the columns…"));
  private readonly place = element("div");
  readonly element = element(
    "section",
    {},
    element("h2", {}, t("Importance of columns")),
    element("div", { class: "controls" }, this.sets.element),
    this.caption,
    this.place,
  );

  /** @param choose called with the name of a column that the user clicks */
  constructor(
    host: Host,
    private readonly data: DataDescription,
    private readonly choose: (column: string) => void,
  ) {
    super(host, { every: pauseMilliseconds });
  }

  protected key() {
    return setOf(this.data, this.host.viewState.set);
  }

  get pictures() {
    return [this.moving(t("Importance of columns"), [this.place, this.caption])];
  }

  protected request(at: At): Promise<Importance> {
    const set = this.key();
    offerSets(this.sets, this.data, set);
    return this.host.ask("importance", { at, set });
  }

  protected fail(message: string): void {
    setText(this.caption, message);
    this.place.replaceChildren();
  }

  protected draw(found: Importance, all: readonly Importance[]): void {
    const { columns, examples, total, repeats, epoch } = found;
    const some = examples < total ? t("{0} of {1}", whole(examples), whole(total)) : whole(total);
    setText(
      this.caption,
      t(
        "Weights of epoch {0}: how much the {1} falls if a column's values change places among {2} examples; mean and standard deviation of {3} permutations.",
        epoch,
        scoreText(found),
        some,
        repeats,
      ),
    );
    const means = new Map(columns.map(({ name }, c) => [name, sum(all.map((each) => each.columns[c].mean))]));
    const rows = [...columns]
      .sort((a, b) => (means.get(b.name) ?? 0) - (means.get(a.name) ?? 0))
      .map(({ name: column, mean, deviation }) => {
        const button = element("button", { class: "link", title: t("Show the dependence on {0}", column) }, column);
        button.addEventListener("click", () => this.choose(column));
        return {
          head: button,
          value: mean,
          text: decimals(mean, 4).replace("-", "−"),
          more: [`± ${decimals(deviation, 4)}`],
        };
      });
    this.place.replaceChildren(
      barTable(
        t("Importance of columns"),
        [t("Column"), t("Fall of the score"), t("Spread")],
        rows,
        all.flatMap((each) => each.columns.map(({ mean }) => mean)),
      ),
    );
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function scoreText({ metric, perLabel, score }: Importance): string {
  if (metric === "r2") return t("R² of {0}", figure(score));
  return perLabel ? t("share of correct labels of {0}", percent(score)) : t("accuracy of {0}", percent(score));
}
