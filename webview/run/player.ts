/** Plays the saved epochs one after another; with reduced motion, each press moves to the next epoch. */

import { iconButton } from "../ui/iconButton";
import { t } from "../ui/l10n";
import { wantsLessMotion } from "../ui/motion";

/** Display time of an epoch: weights are requested at most five times a second, and mistakes take a little longer. */
const stepMilliseconds = 500;

interface Stops {
  /** Moves to the next epoch, after the last one to the first. Returns true if the new epoch is the last. */
  next(): boolean;
}

export class Player {
  private readonly button = iconButton(t("Play"), "play", () => this.press());
  readonly element = this.button.element;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly stops: Stops) {
    // A hidden page sends no requests.
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  render(): void {
    if (wantsLessMotion()) this.button.update({ name: t("Next Epoch"), icon: "chevron-right" });
    else if (this.timer !== undefined) this.button.update({ name: t("Stop Playing"), icon: "debug-stop" });
    else this.button.update({});
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.render();
  }

  private press(): void {
    if (this.timer !== undefined) return this.stop();
    const isLast = this.stops.next();
    if (isLast || wantsLessMotion()) return;
    this.timer = setInterval(() => this.stops.next() && this.stop(), stepMilliseconds);
    this.render();
  }
}
