/** Plays the kept epochs one after another; where a person wants less motion, each press goes one further. */
import { button } from "../ui/toolkit";

/** Weights are asked for five times a second at most; mistakes take a little longer. */
const stepMilliseconds = 500;

interface Stops {
  /** Goes to the next epoch, after the last one to the first. True where it was the last one. */
  next(): boolean;
}

export class Player {
  private readonly button = button("Play", () => this.press());
  readonly element = this.button.element;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly stops: Stops) {
    // A page that nobody sees asks for nothing.
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  render(): void {
    const label = this.timer === undefined ? "Play" : "Stop Playing";
    this.button.update({ label: wantsLessMotion() ? "Next Epoch" : label });
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

const wantsLessMotion = (): boolean =>
  matchMedia("(prefers-reduced-motion: reduce)").matches || document.body.classList.contains("vscode-reduce-motion");
