/** The user's saved views of the table of runs, in the workspace state. */
import { type Disposable, EventEmitter, l10n, type Memento, window } from "vscode";
import { type NamedView, savedViewsSchema, type TableView } from "../../protocol/runsTable";

const key = "runsTable.views";

export class SavedViews implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: Memento) {}

  /** Views, sorted by name. */
  get all(): NamedView[] {
    return savedViewsSchema.parse(this.state.get(key, []));
  }

  /** Asks for a name; replaces a view of that name. */
  async save(view: TableView): Promise<void> {
    const name = await window.showInputBox({
      title: l10n.t("Save View"),
      prompt: l10n.t("The name of this view: its columns, their order, the filter and the sorting."),
      validateInput: (text) => (text.trim() === "" ? l10n.t("Give a name.") : undefined),
    });
    if (name === undefined) return;
    const others = this.all.filter((each) => each.name !== name.trim());
    await this.update([...others, { name: name.trim(), view }].sort((a, b) => a.name.localeCompare(b.name)));
  }

  async remove(name: string): Promise<void> {
    await this.update(this.all.filter((each) => each.name !== name));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async update(views: NamedView[]): Promise<void> {
    await this.state.update(key, views);
    this.changed.fire();
  }
}
