/** For each class, the pixels that its cost depends on most: the mean of |gradient| over some of its examples. */
import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { SetName } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { mapFigure } from "./saliencyMaps";
import { WhySection } from "./whySection";

type Answer = RequestResult<"classSaliency">;

/** Minimum time between two requests during training. */
const pauseMilliseconds = 20_000;

export class ClassMaps extends WhySection<Answer> {
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

  get pictures() {
    return [this.moving(t("Saliency of each class"), [this.maps, this.caption])];
  }

  protected request(at: At): Promise<Answer> {
    return this.host.ask("classSaliency", { at, set: this.set });
  }

  protected fail(message: string): void {
    setText(this.caption, message);
  }

  protected draw({ classes, epoch }: Answer): void {
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
          const title = classNames[c];
          return mapFigure(map, this.shape, { name: t("Saliency of class {0}", title), title });
        }),
      );
    this.redraw();
  }
}
