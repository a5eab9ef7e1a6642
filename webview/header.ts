/** The top of the page: which run, how it stands, what does the work, and the buttons. */
import type { PageMessage, RunState } from "../src/protocol/panel";
import { element, setText } from "./dom";
import { duration, percent, whole } from "./format";
import { bestEpoch, type State } from "./store";
import { button } from "./toolkit";

/** Each state has a sign and a word: colour only repeats them. */
const states: Record<RunState, readonly [sign: string, word: string]> = {
  starting: ["◌", "Starting"],
  running: ["▶", "Training"],
  paused: ["❚❚", "Paused"],
  completed: ["✔", "Completed"],
  "early-stopped": ["✔", "Stopped early"],
  stopped: ["■", "Stopped"],
  interrupted: ["⏏", "Interrupted"],
  failed: ["✖", "Failed"],
  crashed: ["✖", "Crashed"],
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
  private readonly resume = button("Resume Run", () => this.perform("resumeRun"), "primary");
  private paused = false;
  readonly element: HTMLElement;

  constructor(private readonly perform: (command: Command) => void) {
    const others = [
      button("Open Config", () => perform("openConfig")),
      button("Reveal Folder", () => perform("revealFolder")),
      button("Show Log", () => perform("showLog")),
    ];
    const buttons = [this.stop, this.pause, this.resume, ...others].map((each) => each.element);
    this.element = element(
      "header",
      {},
      element("div", { class: "title" }, this.title, this.state),
      element("div", { class: "run-progress" }, this.bar, this.place),
      this.facts,
      element("div", { class: "buttons", role: "group", "aria-label": "Run" }, ...buttons),
    );
  }

  render(state: State): void {
    const { run, status, started, epochs } = state;
    setText(this.title, run?.network ?? "…");
    const kind = status?.state ?? "starting";
    const [sign, word] = states[kind];
    setText(this.state, `${sign} ${word}`);
    this.state.className = `state ${kind}`;
    this.renderProgress(state);
    const best = bestEpoch(epochs);
    const facts: [name: string, value: string, more?: string | undefined][] = [
      [
        "Best validation",
        best?.validationAccuracy === undefined ? "–" : `${percent(best.validationAccuracy)} (epoch ${best.epoch})`,
      ],
      ["Network", run ? `[${run.shape.join(", ")}]` : "–", run?.activations.join(", ")],
      ["Parameters", started ? whole(started.parameters) : "–"],
      [
        "Backend",
        started ? `${started.backend}, ${started.threads} ${started.threads === 1 ? "thread" : "threads"}` : "–",
        started?.backendReason,
      ],
      ["Speed", state.progress ? `${whole(state.progress.examplesPerSecond)} examples/s` : "–"],
      ["Seed", started ? String(started.seed) : "–"],
      ["Run", run?.id ?? "–", run?.folder],
    ];
    if (this.facts.childElementCount !== facts.length) {
      this.facts.replaceChildren(...facts.map(([name]) => element("div", {}, element("dt", {}, name), element("dd"))));
    }
    facts.forEach(([, value, more], i) => {
      const shown = this.facts.children[i].lastElementChild as HTMLElement;
      setText(shown, value);
      if (more) shown.title = more;
    });
    this.renderButtons(status);
  }

  private renderProgress({ run, progress, epochs, started, status }: State): void {
    const total = run?.epochs ?? 0;
    const done = epochs.at(-1)?.epoch ?? 0;
    const within = progress && progress.epoch > done ? progress.batch / progress.batches : 0;
    this.bar.value = total ? Math.min(1, (done + within) / total) : 0;
    const atWork = status?.state === "running";
    const epoch = atWork ? Math.min(total, done + 1) : done;
    const left =
      atWork && progress && started && progress.examplesPerSecond > 0
        ? (total - done - within) *
          (started.examples.train / progress.examplesPerSecond + (epochs.at(-1)?.evaluateSeconds ?? 0))
        : undefined;
    setText(
      this.place,
      `epoch ${whole(epoch)} of ${whole(total)}${left === undefined ? "" : ` · ${duration(left)} left`}`,
    );
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
