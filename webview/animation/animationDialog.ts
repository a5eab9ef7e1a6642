/** The dialog that saves a picture over the saved epochs as a file: its settings, the progress, and Cancel. */
import { fileName } from "../plots/saving";
import type { Host } from "../state/host";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { decimals, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { wantsLessMotion } from "../ui/motion";
import { button } from "../ui/toolkit";
import type { MovingPicture } from "./movingPicture";
import { animate, lastMilliseconds } from "./saveAnimation";
import { type Settings, SettingsForm } from "./settingsForm";

interface Epochs {
  /** Moves the page to a saved epoch; undefined: the newest weights. */
  choose(epoch: number | undefined): void;
}

export class AnimationDialog {
  private readonly form = new SettingsForm(() => this.describe());
  private readonly words = element("p", { class: "caption" });
  private readonly bar = element("progress", { max: 1, value: 0, hidden: true, "aria-label": t("Progress") });
  private readonly said = element("p", { role: "status" });
  private readonly save = button(t("Save…"), () => void this.run(), "primary");
  private readonly close = button(t("Close"), () => this.element.close());
  private readonly element = element(
    "dialog",
    { class: "animation", "aria-labelledby": "animation-title" },
    element("h2", { id: "animation-title" }, t("Save Animation")),
    this.form.element,
    this.words,
    this.bar,
    this.said,
    element("div", { class: "controls" }, this.save.element, this.close.element),
  );
  private offered: readonly MovingPicture[] = [];
  private network = "";
  private kept: readonly number[] = [];
  private running: AbortController | undefined;

  /** @param pictures returns all pictures of the page */
  constructor(
    private readonly host: Host,
    private readonly epochs: Epochs,
    private readonly pictures: () => readonly MovingPicture[],
  ) {
    document.body.append(this.element);
    this.element.addEventListener("close", () => this.running?.abort());
  }

  render({ run, kept }: State): void {
    this.network = run?.network ?? "";
    this.kept = kept;
  }

  /** Whether the run has epochs to choose from. */
  get isUsable(): boolean {
    return this.kept.length >= 2;
  }

  /** @param title of the picture that is selected first */
  open(title?: string): void {
    this.offered = this.pictures().filter((picture) => picture.isShown());
    const titles = this.offered.map(({ title }) => title);
    this.form.offer(titles, Math.max(0, titles.indexOf(title ?? "")), this.kept);
    setText(this.said, "");
    this.describe();
    this.element.showModal();
  }

  private describe(): void {
    const settings = this.offered.length > 0 ? this.form.settings : undefined;
    const problem =
      this.offered.length > 0 ? t("No saved epoch is in this range.") : t("This tab has no picture of an epoch.");
    this.save.update({ enabled: settings !== undefined && !this.running });
    setText(this.words, settings ? wordsOf(settings) : problem);
  }

  private async run(): Promise<void> {
    const { settings } = this.form;
    if (!settings || this.running) return;
    const running = new AbortController();
    this.running = running;
    this.work(true);
    try {
      await this.write(settings, running.signal);
    } catch (error) {
      setText(this.said, (error as Error).message);
    }
    this.running = undefined;
    this.work(false);
  }

  private async write(settings: Settings, cancelled: AbortSignal): Promise<void> {
    const { epochs, kind } = settings;
    const picture = this.offered[settings.picture];
    const before = this.host.viewState.epoch;
    const page = {
      moveTo: (epoch: number) => this.epochs.choose(epoch),
      moveBack: () => this.epochs.choose(before),
      progress: (done: number, text: string) => {
        this.bar.value = done;
        setText(this.said, text);
      },
    };
    const title = `${picture.title}: ${this.network}`;
    const saved = await animate(picture, { ...settings, title }, page, cancelled);
    if (!saved) return;
    this.host.send({ type: "save", name: fileName(`${this.network} ${picture.title}`), kind, data: saved.data });
    const size = t("{0} frames, {1} kB.", epochs.length, whole(Math.ceil(saved.data.length / 1000)));
    setText(this.said, `${size} ${saved.colours}`);
  }

  /** @param isRunning true while frames are drawn: the page moves from epoch to epoch */
  private work(isRunning: boolean): void {
    this.bar.hidden = !isRunning;
    this.form.element.disabled = isRunning;
    document.body.classList.toggle("still", isRunning && wantsLessMotion());
    this.close.update({ label: isRunning ? t("Cancel") : t("Close") });
    this.describe();
  }
}

function wordsOf({ epochs, of, framesPerSecond }: Settings): string {
  const seconds = (epochs.length - 1) / framesPerSecond + lastMilliseconds / 1000;
  const frames = t("{0} frames of {1} saved epochs, {2} s.", epochs.length, of, decimals(seconds, 1));
  return wantsLessMotion() ? `${frames} ${t("Motion is reduced: the page is hidden meanwhile.")}` : frames;
}
