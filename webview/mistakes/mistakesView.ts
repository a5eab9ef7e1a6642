/** The tab Mistakes: the confusion matrix, or the residuals of a regression. */

import type { MovingPicture } from "../animation/movingPicture";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { ClassesView } from "./classesView";
import type { Opens } from "./examples";
import type { MistakesFrame } from "./mistakesFrame";
import { QuantitiesView } from "./quantitiesView";

export class MistakesView {
  private readonly words = element("p", { class: "empty" }, t("Reading the data…"));
  readonly element = element("div", { class: "mistakes" }, this.words);
  private readonly query: LiveQuery;
  private state: State = emptyState;
  private visible = false;
  /** Undefined until the data is known. */
  private view: MistakesFrame | undefined;

  constructor(host: Host, opens: Opens) {
    this.query = new LiveQuery({
      every: 0,
      key: () => (this.view || !this.state.run ? undefined : "data"),
      at: () => momentOf(this.state, host.viewState),
      ask: async () => {
        const data = await host.data();
        const View = data.task === "regression" ? QuantitiesView : ClassesView;
        this.view = new View(host, data, opens).frame;
        this.element.replaceChildren(this.view.element);
        this.view.render(this.state);
        this.view.show(this.visible);
      },
      fail: (message) => setText(this.words, message),
    });
  }

  /** The pictures that can be saved over the epochs. */
  get pictures(): MovingPicture[] {
    return this.view ? [this.view.picture] : [];
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.view?.show(visible);
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.view?.render(state);
    this.query.poll();
  }
}
