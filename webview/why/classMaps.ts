/** For each class, the pixels that its cost depends on most: the mean of |gradient| over some of its examples. */
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import type { SetName } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { mapCanvas } from "./saliencyMaps";

/** Minimum time between two requests during training. */
const pauseMilliseconds = 20_000;

export class ClassMaps {
  private readonly caption = element("p", { class: "caption", role: "status" }, t("Averaging gradients…"));
  private readonly maps = element("div", { class: "why-maps class-maps" });
  readonly element = element("section", {}, element("h2", {}, t("Saliency of each class")), this.caption, this.maps);
  private state: State = emptyState;
  private set: SetName = "validation";
  private readonly query: LiveQuery;
  private redraw = () => {};

  constructor(
    host: Host,
    private readonly data: DataDescription,
    private readonly shape: readonly number[],
  ) {
    onThemeChange(() => this.redraw());
    this.query = new LiveQuery({
      every: pauseMilliseconds,
      key: () => this.set,
      at: () => momentOf(this.state, host.viewState),
      ask: async (at) => this.draw(await host.ask("classSaliency", { at, set: this.set })),
      fail: (message) => setText(this.caption, message),
    });
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: State, set: SetName): void {
    this.state = state;
    this.set = set;
    this.query.poll();
  }

  private draw({ classes, epoch }: RequestResult<"classSaliency">): void {
    const { classNames } = this.data;
    const counts = classes.map(({ examples }) => examples);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    setText(
      this.caption,
      t(
        "Weights of epoch {0}: the mean size of the cost's gradient over {1} examples of each class; the brighter, the more the answer depends on the pixel.",
        epoch,
        least === most ? most : t("{0} to {1}", least, most),
      ),
    );
    this.redraw = () =>
      this.maps.replaceChildren(
        ...classes.map(({ map }, c) => {
          const canvas = mapCanvas(map, this.shape, t("Saliency of class {0}", classNames[c]));
          return element("figure", {}, canvas, element("figcaption", {}, classNames[c]));
        }),
      );
    this.redraw();
  }
}
