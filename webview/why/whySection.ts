/**
 * A section of the tab Why: one answer about the moment of the page. While an animation is saved, the answers about its
 * epochs are kept, so that all frames have the scale of all of them, and no epoch is asked twice.
 */
import type { At } from "../../src/protocol/at";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture } from "../animation/movingPicture";
import { RunView } from "../state/runView";

export abstract class WhySection<Answer extends { readonly epoch: number }> extends RunView {
  private shown: Answer | undefined;
  /** Answers by epoch, while an animation is saved. */
  private filmed: Map<number, Answer> | undefined;

  /** The pictures that can be saved over the epochs. */
  abstract get pictures(): MovingPicture[];

  /** Sends the requests; undefined if there is nothing to ask about. */
  protected abstract request(at: At): Promise<Answer | undefined>;

  /** @param all the answers whose scale is used: those of an animation, otherwise `answer` alone */
  protected abstract draw(answer: Answer, all: readonly Answer[]): void;

  protected async ask(at: At): Promise<void> {
    const { filmed } = this;
    const known = typeof at === "number" ? filmed?.get(at) : undefined;
    const answer = known ?? (await this.request(at));
    if (!answer) return;
    if (typeof at === "number") filmed?.set(at, answer);
    this.shown = answer;
    this.drawAgain();
  }

  /** @param parts elements of the picture, one below the other */
  protected moving(title: string, parts: readonly HTMLElement[]): MovingPicture {
    return {
      title,
      isShown: () => this.shown !== undefined && parts[0].checkVisibility(),
      scaling: { begin: () => this.film(new Map()), end: () => this.film(undefined) },
      still: async (epoch) => {
        await this.query.settled();
        checkEpoch(epoch, this.shown?.epoch);
        return elementsStill(parts);
      },
    };
  }

  private film(filmed: Map<number, Answer> | undefined): void {
    this.filmed = filmed;
    this.element.classList.toggle("filmed", filmed !== undefined);
    if (!filmed) this.drawAgain();
  }

  private drawAgain(): void {
    const { shown, filmed } = this;
    if (shown) this.draw(shown, filmed ? [...filmed.values()] : [shown]);
  }
}
