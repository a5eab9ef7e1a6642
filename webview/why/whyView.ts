/** The tab Why: importance of columns and dependence on one, or saliency of pictures; changes and units. */
import type { ExampleRef } from "../network/exampleChoice";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { ColumnsSection } from "./columnsSection";
import { DependenceSection } from "./dependenceSection";
import { ExampleSection } from "./exampleSection";
import type { Section } from "./section";

export class WhyView {
  private readonly words = element("p", { class: "empty" }, t("Reading the data…"));
  readonly element = element("div", { class: "why" }, this.words);
  private readonly query: LiveQuery;
  private state: State = emptyState;
  private visible = false;
  private sections: readonly Section[] = [];
  private example: ExampleSection | undefined;
  /** The example to show first, once the data is known. */
  private opened: ExampleRef | undefined;

  constructor(private readonly host: Host) {
    this.query = new LiveQuery({
      every: 0,
      key: () => (this.example || !this.state.run ? undefined : "data"),
      at: () => momentOf(this.state, host.viewState),
      ask: async () => this.build(await host.data()),
      fail: (message) => setText(this.words, message),
    });
  }

  show(visible: boolean): void {
    this.visible = visible;
    for (const section of this.sections) section.show(visible);
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    for (const section of this.sections) section.render(state);
    this.query.poll();
  }

  /** Shows why an example is answered so. */
  open(example: ExampleRef): void {
    this.opened = example;
    this.example?.open(example);
  }

  private build(data: DataDescription): void {
    this.example = new ExampleSection(this.host, data, this.opened);
    this.sections = [...(data.imageShape ? [] : this.tables(data)), this.example];
    this.element.replaceChildren(...this.sections.map((section) => section.element));
    for (const section of this.sections) {
      section.render(this.state);
      section.show(this.visible);
    }
  }

  private tables(data: DataDescription): Section[] {
    const dependence = new DependenceSection(this.host, data);
    return [new ColumnsSection(this.host, data, (column) => dependence.choose(column)), dependence];
  }
}
