/**
 * The common frame of both kinds of mistakes: the choice of a set, its figures on one side, pages of its examples on
 * the other, and requests while the view is visible.
 */

import type { RequestParams } from "../../src/protocol/requests";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture } from "../animation/movingPicture";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { Paging, perPage } from "./paging";
import { type Chosen, chosenSet, offerSets, stateOf } from "./sets";

export interface Parts {
  readonly title: string;
  /** Controls beside the choice of the set. */
  readonly choices: readonly HTMLElement[];
  readonly figures: readonly HTMLElement[];
  /** Controls above the examples. */
  readonly exampleChoices: readonly HTMLElement[];
  /** Returns the values that an answer depends on, besides the set, the page and the moment. */
  question(): readonly unknown[];
  /** Epoch of the drawn figures. */
  epoch(): number | undefined;
  /** Sends the request and draws the answer. */
  ask(about: About): Promise<void>;
}

/** Minimum time between two requests during training, as answers change with every checkpoint. */
const checkpointMilliseconds = 2000;

type About = Pick<RequestParams<"examples">, "set" | "outOfFold" | "at" | "first" | "count">;

export class MistakesFrame {
  private readonly sets = dropdown(t("Examples"), (set) => this.change(() => this.host.updateViewState(stateOf(set))));
  private readonly paging = new Paging(() => this.query.poll());
  private readonly summary = element("p", { class: "summary", role: "status" });
  private readonly caption = element("p", { class: "caption", role: "status" });
  private readonly words = element("p", { class: "empty" }, t("Predicting…"));
  private readonly place = element("div", { class: "examples" });
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private readonly query: LiveQuery;
  /** The figures, as a picture of an epoch. */
  readonly picture: MovingPicture;
  state: State = emptyState;

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    { title, choices, figures, exampleChoices, question, epoch, ask }: Parts,
  ) {
    this.content = element(
      "div",
      { class: "mistakes-grid", hidden: true },
      element(
        "section",
        {},
        element("h2", {}, title),
        element("div", { class: "controls" }, this.sets.element, ...choices),
        this.summary,
        ...figures,
      ),
      element(
        "section",
        {},
        element("h2", {}, t("Examples")),
        element("div", { class: "controls" }, ...exampleChoices),
        this.caption,
        this.place,
        this.paging.element,
      ),
    );
    this.element = element("div", {}, this.words, this.content);
    this.picture = {
      title,
      // Out-of-fold predictions are those of several networks, at their own epochs.
      isShown: () => this.content.checkVisibility() && this.chosen.outOfFold === undefined,
      still: async (wanted) => {
        await this.query.settled();
        checkEpoch(wanted, epoch());
        return elementsStill([...figures, this.summary]);
      },
    };
    this.query = new LiveQuery({
      every: checkpointMilliseconds,
      key: () => JSON.stringify([this.chosen, this.paging.first, ...question()]),
      at: () => momentOf(this.state, host.viewState),
      ask: (at) => ask({ ...this.chosen, at, first: this.paging.first, count: perPage }),
      fail: (message) => this.fail(message),
    });
  }

  get chosen(): Chosen {
    return chosenSet(this.data, this.host);
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.query.poll();
  }

  /** @param list description of the selected examples, their number, and the first one on the page */
  draw(summary: string, list: { title: string; total: number; first: number }, examples: Node): void {
    const { title, total, first } = list;
    this.words.hidden = true;
    this.content.hidden = false;
    offerSets(this.sets, this.data, this.chosen);
    setText(this.summary, summary);
    const which = this.paging.show(total, first);
    setText(this.caption, `${title}: ${total === 0 ? t("none") : `${whole(total)}${which}`}`);
    this.place.replaceChildren(examples);
  }

  fail(message: string): void {
    this.content.hidden = true;
    this.words.hidden = false;
    setText(this.words, message);
  }

  /** Applies a change of the selection and returns to the first page. */
  change(apply: () => void): void {
    apply();
    this.paging.first = 0;
    this.query.poll();
  }
}
