/** Answers that are kept by what was asked, the newest last. A failure is not kept. */
export class Remembered<Answer> {
  private readonly answers = new Map<string, Promise<Answer>>();

  /** @param most answers that are kept */
  constructor(private readonly most: number) {}

  of(key: string, find: () => Promise<Answer>): Promise<Answer> {
    const answer = this.answers.get(key) ?? find();
    this.answers.delete(key);
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.most) this.answers.delete(oldest);
    return answer;
  }
}
