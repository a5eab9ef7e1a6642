/**
 * The time scrubber: moves all views of weights, network, mistakes and predictions to a saved epoch, or plays all saved
 * epochs.
 */

import type { Host } from "../state/host";
import { chosenEpoch, isAtWork } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { iconButton } from "../ui/iconButton";
import { t } from "../ui/l10n";
import { Player } from "./player";

export class TimeScrubber {
  private readonly slider = element("input", { type: "range", min: 0, step: 1, id: "moment" });
  private readonly words = element("output", { for: "moment" });
  private readonly player = new Player({ next: () => this.next() });
  readonly element: HTMLElement;
  private state = emptyState;
  private kept: readonly number[] = [];
  private newest = "";

  constructor(
    private readonly host: Host,
    private readonly onChange: () => void,
    saveAnimation: () => void,
  ) {
    this.element = element(
      "div",
      { class: "moment" },
      element("label", { for: "moment" }, t("Weights of")),
      this.player.element,
      this.slider,
      this.words,
      iconButton(t("Save Animation…"), "device-camera-video", saveAnimation).element,
    );
    this.slider.addEventListener("input", () => {
      this.player.stop();
      // The last stop has no epoch: it shows the newest weights.
      this.choose(this.kept[Number(this.slider.value)]);
    });
  }

  /** Moves to the saved epoch nearest to the given one. */
  moveTo(epoch: number, state: State): void {
    // The start says nothing about a trained epoch.
    const stops = state.kept.filter((kept) => kept > 0 || epoch === 0);
    const [nearest] = stops.sort((a, b) => Math.abs(a - epoch) - Math.abs(b - epoch));
    // The best epoch's weights are saved separately; the last stop shows them after the end of the run.
    const isLast = !isAtWork(state) && state.epochs.best?.epoch === epoch;
    this.host.updateViewState({ epoch: isLast ? undefined : nearest });
    this.onChange();
  }

  render(state: State): void {
    this.state = state;
    const { kept, epochs } = state;
    const best = epochs.best?.epoch;
    this.newest = isAtWork(state)
      ? t("now")
      : best === undefined
        ? t("the last checkpoint")
        : t("the best epoch, {0}", best);
    this.element.hidden = kept.length < 2;
    if (kept !== this.kept) {
      this.kept = kept;
      this.slider.max = String(kept.length);
    }
    this.player.render();
    this.announce();
  }

  /** @param epoch a saved epoch; undefined: the newest weights */
  choose(epoch: number | undefined): void {
    this.host.updateViewState({ epoch });
    this.announce();
    this.onChange();
  }

  private next(): boolean {
    const at = this.kept.indexOf(chosenEpoch(this.state, this.host.viewState) ?? -1);
    const to = (at + 1) % this.kept.length;
    this.choose(this.kept[to]);
    return to === this.kept.length - 1;
  }

  private announce(): void {
    const { epoch } = this.host.viewState;
    const place = epoch === undefined ? -1 : this.kept.indexOf(epoch);
    const value = String(place < 0 ? this.kept.length : place);
    if (this.slider.value !== value) this.slider.value = value;
    const text = place < 0 ? this.newest : epoch === 0 ? t("epoch 0, the start") : t("epoch {0}", epoch ?? 0);
    setText(this.words, text);
    this.slider.setAttribute("aria-valuetext", text);
  }
}
