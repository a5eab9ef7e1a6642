/** The header of the page: the run, its state, its device, and the buttons. */
import type { PageMessage, RunState } from "../../src/protocol/panel";
import { plannedEpochs } from "../state/plannedEpochs";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { duration, whole } from "../ui/format";
import { stateIcon } from "../ui/icons";
import { button, checkbox } from "../ui/toolkit";
import { factsOf } from "./facts";
import type { Sound } from "./sound";

/** The word of each state; with the icon it makes states distinguishable without colour. */
const words: Record<RunState, string> = {
  starting: "Starting",
  running: "Training",
  paused: "Paused",
  completed: "Completed",
  "early-stopped": "Stopped early",
  stopped: "Stopped",
  interrupted: "Interrupted",
  failed: "Failed",
  crashed: "Crashed",
};

type Command = (PageMessage & { type: "command" })["command"];

export class Header {
  private readonly title = element("h1");
  private readonly state = element("span", { class: "state" });
  private readonly facts = element("dl", { class: "facts" });
  private readonly bar = element("progress", { max: 1, value: 0, "aria-label": "Progress of the run" });
  private readonly place = element("span", { class: "place" });
  private readonly stop = button("Stop", () => this.perform("stop"), "primary");
  private readonly pause = button("Pause", () => this.perform(this.paused ? "continue" : "pause"));
  private readonly predict = button("Predict…", () => this.perform("predict"));
  private readonly export = button("Export…", () => this.perform("exportRun"));
  private readonly resume = button("Resume Run", () => this.perform("resumeRun"), "primary");
  private paused = false;
  readonly element: HTMLElement;

  constructor(
    private readonly perform: (command: Command) => void,
    sound: Pick<Sound, "on" | "toggle">,
  ) {
    const audible = checkbox("Sound", (on) => sound.toggle(on));
    audible.element.title = "A tone per epoch: the lower, the smaller the cost";
    audible.update({ checked: sound.on, hidden: false });
    const others = [
      button("Open Config", () => perform("openConfig")),
      button("Reveal Folder", () => perform("revealFolder")),
      button("Show Log", () => perform("showLog")),
      button("Compare with…", () => perform("compareRuns")),
    ];
    const buttons = [this.stop, this.pause, this.resume, ...others, this.predict, this.export].map(
      (each) => each.element,
    );
    this.element = element(
      "header",
      {},
      element(
        "div",
        { class: "top" },
        element("div", { class: "title" }, this.title, this.state),
        element("div", { class: "buttons", role: "group", "aria-label": "Run" }, ...buttons, audible.element),
      ),
      element("div", { class: "run-progress" }, this.bar, this.place),
      this.facts,
    );
  }

  render(state: State): void {
    const { run, status } = state;
    setText(this.title, run?.network ?? "…");
    const kind = status?.state ?? "starting";
    const word = status?.host === undefined ? words[kind] : `${words[kind]} on ${status.host}`;
    if (this.state.dataset.state !== kind || this.state.textContent !== word) {
      this.state.dataset.state = kind;
      this.state.className = `state ${kind}`;
      this.state.replaceChildren(stateIcon(kind), word);
    }
    this.renderProgress(state);
    this.renderFacts(state);
    this.renderButtons(status);
    const usable = state.epochs.length > 0 && status?.can.stop !== true;
    for (const use of [this.predict, this.export]) use.update({ hidden: !usable });
  }

  private renderFacts(state: State): void {
    const facts = factsOf(state);
    if (this.facts.childElementCount !== facts.length) {
      const groups = facts.map(({ name }) =>
        element("div", {}, element("dt", {}, name), element("dd"), element("dd", { class: "more" })),
      );
      this.facts.replaceChildren(...groups);
    }
    facts.forEach(({ value, more }, i) => {
      const [, shown, below] = this.facts.children[i].children;
      setText(shown as HTMLElement, value);
      setText(below as HTMLElement, more ?? "");
    });
  }

  private renderProgress(state: State): void {
    const { run, progress, epochs, started, status } = state;
    const total = plannedEpochs(state);
    const done = epochs.at(-1)?.epoch ?? 0;
    const within = progress && progress.epoch > done ? progress.batch / progress.batches : 0;
    this.bar.value = total ? Math.min(1, (done + within) / total) : 0;
    const atWork = status?.state === "running";
    const parts = [`epoch ${whole(atWork ? Math.min(total, done + 1) : done)} of ${whole(total)}`];
    if (within > 0 && progress) parts.push(`batch ${whole(progress.batch)} of ${whole(progress.batches)}`);
    if (atWork && progress && started && progress.examplesPerSecond > 0) {
      const perEpoch = started.examples.train / progress.examplesPerSecond + (epochs.at(-1)?.evaluateSeconds ?? 0);
      parts.push(`${duration(Math.max(0, total - done - within) * perEpoch)} left`);
    }
    setText(this.place, run ? parts.join(" · ") : "");
  }

  private renderButtons(status: State["status"]): void {
    const can = status?.can ?? { stop: false, pause: false, continue: false, resumeRun: false };
    this.paused = status?.state === "paused";
    this.stop.update({ enabled: can.stop, hidden: can.resumeRun });
    this.pause.update({
      enabled: can.pause || can.continue,
      label: this.paused ? "Continue" : "Pause",
      hidden: can.resumeRun,
    });
    this.resume.update({ hidden: !can.resumeRun });
  }
}
