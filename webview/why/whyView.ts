/** The tab Why: importance of columns and dependence on one, or saliency of pictures; changes and units. */
import type { MovingPicture } from "../animation/movingPicture";
import type { ExampleRef } from "../network/exampleChoice";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { RunView } from "../state/runView";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { ColumnsSection } from "./columnsSection";
import { DependenceSection } from "./dependenceSection";
import { ExampleSection } from "./exampleSection";
import type { WhySection } from "./whySection";

type Section = WhySection<{ readonly epoch: number }>;

export class WhyView extends RunView {
  private readonly words = element("p", { class: "empty" }, t("Reading the data…"));
  readonly element = element("div", { class: "why" }, this.words);
  private visible = false;
  private sections: readonly Section[] = [];
  private example: ExampleSection | undefined;
  /** The example to show first, once the data is known. */
  private opened: ExampleRef | undefined;

  constructor(host: Host) {
    super(host, { every: 0 });
  }

  protected key(): string | undefined {
    return this.example || !this.state.run ? undefined : "data";
  }

  protected async ask(): Promise<void> {
    this.build(await this.host.data());
  }

  protected fail(message: string): void {
    setText(this.words, message);
  }

  override show(visible: boolean): void {
    this.visible = visible;
    this.showSections();
    super.show(visible);
  }

  /** The pictures that can be saved over the epochs. */
  get pictures(): MovingPicture[] {
    return this.sections.flatMap((section) => section.pictures.map((picture) => this.alone(picture, section)));
  }

  override render(state: State): void {
    for (const section of this.sections) section.render(state);
    super.render(state);
  }

  /** Shows why an example is answered so. */
  open(example: ExampleRef): void {
    this.opened = example;
    this.example?.open(example);
  }

  private build(data: DataDescription): void {
    this.example = new ExampleSection(this.host, data, this.opened);
    const tables = data.imageShape ? [] : this.tables(data);
    this.element.replaceChildren(...[...tables, this.example].map((section) => section.element));
    this.sections = [...tables, this.example, ...(this.example.classes ? [this.example.classes] : [])];
    for (const section of this.sections) section.render(this.state);
    this.showSections();
  }

  /** @param only the section whose picture is animated: the others request nothing meanwhile */
  private showSections(only?: Section): void {
    for (const section of this.sections) section.show(this.visible && (only ?? section) === section);
  }

  private alone(picture: MovingPicture, section: Section): MovingPicture {
    const begin = () => {
      this.showSections(section);
      picture.scaling?.begin();
    };
    const end = () => {
      picture.scaling?.end();
      this.showSections();
    };
    return { ...picture, scaling: { begin, end } };
  }

  private tables(data: DataDescription): Section[] {
    const dependence = new DependenceSection(this.host, data);
    return [new ColumnsSection(this.host, data, (column) => dependence.choose(column)), dependence];
  }
}
