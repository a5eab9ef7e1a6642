/**
 * The tab Probabilities: whether those of one class, or label, against the rest can be trusted. Curves, a threshold
 * with the costs of its mistakes, calibration, and the fit of a temperature.
 */
import { fewExamples } from "../../src/core/calibration";
import type { RequestResult } from "../../src/protocol/requests";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture } from "../animation/movingPicture";
import { chosenSet, offerSets, stateOf, whose } from "../mistakes/sets";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure, percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { button, dropdown } from "../ui/toolkit";
import { calibrationContents, countsOf, type Probabilities, recallContents, rocContents } from "./curves";
import { ThresholdPanel } from "./thresholdPanel";
import { UnitPlot } from "./unitPlot";

/** Minimum time between two requests during training, as answers change with every checkpoint. */
const checkpointMilliseconds = 2000;

/** Returns whether the outputs are probabilities, so that the run has this tab. */
export const hasProbabilities = ({ run }: State): boolean =>
  ["softmax", "sigmoid"].includes(run?.activations.at(-1) ?? "");

export class ProbabilitiesView {
  private readonly words = element("p", { class: "empty" }, t("Predicting…"));
  private readonly sets = dropdown(t("Examples"), (set) => {
    this.host.updateViewState(stateOf(set));
    this.query.poll();
  });
  private readonly subjects = dropdown(t("Class"), (of) => {
    this.of = Number(of);
    this.query.poll();
  });
  private readonly fitButton = button(t("Fit Temperature"), () => void this.fit());
  private readonly fitted = element("p", { class: "caption", role: "status" });
  private readonly summary = element("p", { class: "summary", role: "status" });
  private readonly calibrationWords = element("p", { class: "caption" });
  private readonly roc = new UnitPlot(t("ROC"));
  private readonly recall = new UnitPlot(t("Precision and recall"));
  private readonly calibration: UnitPlot;
  private readonly threshold = new ThresholdPanel(() => this.drawCurves());
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private readonly query: LiveQuery;
  private state: State = emptyState;
  private data: DataDescription | undefined;
  /** Index of the class or label. */
  private of: number | undefined;
  private found: Probabilities | undefined;

  constructor(private readonly host: Host) {
    const fitting = element("div", {}, this.calibrationWords, this.fitButton.element, this.fitted);
    this.calibration = new UnitPlot(t("Calibration"), fitting);
    this.content = element(
      "div",
      { hidden: true },
      element("div", { class: "controls" }, this.sets.element, this.subjects.element),
      this.summary,
      element(
        "div",
        { class: "probabilities-grid" },
        this.calibration.element,
        this.threshold.element,
        this.roc.element,
        this.recall.element,
      ),
    );
    this.element = element("div", { class: "probabilities" }, this.words, this.content);
    this.query = new LiveQuery({
      every: checkpointMilliseconds,
      key: () => (hasProbabilities(this.state) ? JSON.stringify([this.chosen, this.of]) : undefined),
      at: () => momentOf(this.state, host.viewState),
      prepare: async () => {
        this.data ??= await host.data();
        // Of two classes the second is the positive one, as in `evaluate`.
        this.of ??= this.data.classNames.length === 2 ? 1 : 0;
      },
      ask: async (at) => {
        const { chosen = { set: "validation" }, of = 0 } = this;
        this.draw(await host.ask("probabilities", { ...chosen, at, of }));
      },
      fail: (message) => {
        this.content.hidden = true;
        this.words.hidden = false;
        setText(this.words, message);
      },
    });
  }

  /** The pictures that can be saved over the epochs. */
  get pictures(): MovingPicture[] {
    return [this.calibration, this.roc, this.recall].map(({ title, canvas }) => ({
      title,
      isShown: () => canvas.checkVisibility() && this.chosen?.outOfFold === undefined,
      still: async (epoch) => {
        await this.query.settled();
        checkEpoch(epoch, this.found?.epoch);
        return elementsStill([canvas, this.summary]);
      },
    }));
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.query.poll();
  }

  private get chosen() {
    return this.data && chosenSet(this.data, this.host);
  }

  private get names(): readonly string[] {
    const { classNames = [], targetNames = [] } = this.data ?? {};
    return classNames.length > 0 ? classNames : targetNames;
  }

  private get name(): string {
    return this.names[this.of ?? 0];
  }

  private draw(found: Probabilities): void {
    const { data, chosen, name } = this;
    if (!data || !chosen) return;
    this.found = found;
    this.words.hidden = true;
    this.content.hidden = false;
    offerSets(this.sets, data, chosen);
    this.subjects.offer(
      this.names.map((each, i): [string, string] => [String(i), t("{0} against the rest", each)]),
      String(this.of),
    );
    setText(this.summary, `${whose(chosen, data, found.epoch)}: ${summaryOf(found, name)}`);
    setText(this.calibrationWords, calibrationWords(found));
    this.fitButton.update({ enabled: data.sets.some(({ set }) => set === "validation") });
    this.threshold.show(countsOf(found), name);
    this.calibration.draw(calibrationContents(found, name));
    this.drawCurves();
  }

  /** Draws the curves on which the threshold is marked. */
  private drawCurves(): void {
    const { found, threshold, name } = this;
    if (!found) return;
    const counts = countsOf(found);
    this.roc.draw(rocContents(found, counts, threshold, name));
    this.recall.draw(recallContents(found, counts, threshold, name));
  }

  private async fit(): Promise<void> {
    this.fitButton.update({ enabled: false });
    setText(this.fitted, t("Fitting…"));
    try {
      const { at } = momentOf(this.state, this.host.viewState);
      setText(this.fitted, fittedWords(await this.host.ask("calibrate", { at })));
      this.query.again();
    } catch (error) {
      setText(this.fitted, (error as Error).message);
    }
    this.fitButton.update({ enabled: true });
  }
}

function summaryOf(found: Probabilities, name: string): string {
  const { examples, positives, auc, averagePrecision, distinct, thresholds } = found;
  const areas = [
    auc === null ? t("no ROC curve") : `AUC ${figure(auc)}`,
    averagePrecision === null ? t("no average precision") : t("average precision {0}", figure(averagePrecision)),
  ];
  const few = examples < fewExamples ? t(" These are few examples: all figures are uncertain.") : "";
  const drawn =
    thresholds.length < distinct
      ? t(" {0} of {1} thresholds are drawn.", whole(thresholds.length), whole(distinct))
      : "";
  return t(
    "{0} of {1} examples are {2}; {3}.{4}{5}",
    whole(positives),
    whole(examples),
    name,
    areas.join(", "),
    few,
    drawn,
  );
}

function calibrationWords({ ece, answerEce, calibrated }: Probabilities): string {
  const plain = t("Expected calibration error {0}, of all answers {1}.", percent(ece), percent(answerEce));
  if (!calibrated) return t("{0} These weights have no fitted temperature.", plain);
  const { temperature, fittedOn, ece: own, answerEce: all } = calibrated;
  const text =
    fittedOn === "validation"
      ? t("With the temperature {0}, fitted to the validation examples (dashed)", figure(temperature))
      : t("With the temperature {0}, fitted to the test examples (dashed)", figure(temperature));
  return t("{0} {1}: {2}, of all answers {3}.", plain, text, percent(own), percent(all));
}

function fittedWords({ temperature, epoch, examples, bound }: RequestResult<"calibrate">): string {
  const words = t(
    "Temperature {0} for the weights of epoch {1}, from {2} validation examples.",
    figure(temperature),
    epoch,
    whole(examples),
  );
  const few = examples < fewExamples ? t(" These are few: it is uncertain.") : "";
  const why = {
    lowest: t(" The examples are separated: no temperature is best, and this is the lowest."),
    highest: t(" The network is no better than chance: this is the highest temperature."),
  };
  return `${words}${few}${bound ? why[bound] : ""}`;
}
