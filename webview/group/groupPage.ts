/** What the pages of sweeps and folds share: the selection of trials, and messages about a trial. */

import type { Drawing } from "../ui/frames";
import type { GroupHost, ViewState } from "./host";
import { selectRows } from "./selectRows";
import type { GroupState } from "./store";
import { TrialsView } from "./trialsView";
import type { TrialTerms } from "./trialTerms";

export abstract class GroupPage {
  protected readonly selected = new Set<number>();
  /** Listener of the pictures. */
  protected readonly pictures = {
    open: (row: number) => this.open(row),
    toggle: (row: number) => {
      this.select([row], "toggle");
      this.trials.reveal(row);
    },
  };
  protected readonly trials: TrialsView;
  abstract readonly elements: readonly HTMLElement[];

  /** @param page requests a redraw of the page */
  constructor(
    protected readonly host: GroupHost,
    protected readonly page: Drawing,
    terms?: TrialTerms,
  ) {
    this.trials = new TrialsView(
      {
        open: (row) => this.open(row),
        trainAgain: (row) => host.send({ type: "trainAgain", trial: row }),
        compare: (rows) => host.send({ type: "compare", trials: [...rows] }),
        setView: (view) => this.remember({ view }),
        select: (rows, wanted) => this.select(rows, wanted),
        clearSelection: () => {
          this.selected.clear();
          page.now();
        },
        clearBrushes: () => this.remember({ brushes: {} }),
      },
      terms,
    );
  }

  abstract render(state: GroupState): void;

  focusFilter(): void {
    this.trials.focusFilter();
  }

  protected open(row: number): void {
    this.host.send({ type: "open", trial: row });
  }

  protected openConfig(): void {
    this.host.send({ type: "openConfig" });
  }

  protected remember(change: Partial<ViewState>): void {
    this.host.updateViewState(change);
    this.page.now();
  }

  private select(rows: readonly number[], wanted: boolean | "toggle"): void {
    selectRows(this.selected, rows, wanted);
    this.page.now();
  }
}
