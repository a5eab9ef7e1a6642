/** For each class, the pixels that its cost depends on most: the mean of |gradient| over some of its examples. */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { RunView } from "../state/runView";
import type { SetName } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { mapCanvas } from "./saliencyMaps";

/** Minimum time between two requests during training. */
const pauseMilliseconds = 20_000;

export class ClassMaps extends RunView {
  private readonly caption = element("p", { class: "caption", role: "status" }, t("Averaging gradients…"));
  private readonly maps = element("div", { class: "why-maps class-maps" });
  readonly element = element("section", {}, element("h2", {}, t("Saliency of each class")), this.caption, this.maps);
  private set: SetName = "validation";
  private redraw = () => {};

  constructor(
    host: Host,
    private readonly data: DataDescription,
    private readonly shape: readonly number[],
  ) {
    super(host, { every: pauseMilliseconds });
    onThemeChange(() => this.redraw());
  }

  /** Sets the examples that the next request is about. */
  choose(set: SetName): void {
    this.set = set;
  }

  protected key(): string {
    return this.set;
  }

  protected async ask(at: At): Promise<void> {
    this.draw(await this.host.ask("classSaliency", { at, set: this.set }));
  }

  protected fail(message: string): void {
    setText(this.caption, message);
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
