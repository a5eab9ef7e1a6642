/** Profiles of data for the editor: each request is answered when there is a newer profile than the asker knows. */
import type { DataProfile } from "../../config/dataProfile";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { profileConfig } from "../check/profileConfig";

type Answer = RequestResult<"profile">;

/** One reading of the data of a config; a process profiles one config. */
export class Profiles {
  private latest: Answer | undefined;
  private reading: Promise<DataProfile> | undefined;
  private waiting: (() => void)[] = [];

  /** Starts to read at the first request. Rejects with the NetworkError of a training that cannot read the data. */
  async next({ file, text, after }: ParsedParams<"profile">): Promise<Answer> {
    this.reading ??= profileConfig(text, file, (profile) => this.tell(profile)).then((profile) => {
      this.tell(profile);
      return profile;
    });
    while (!this.latest || (this.latest.number <= after && !this.latest.profile.isDone)) {
      const newer = new Promise<void>((resolve) => this.waiting.push(resolve));
      await Promise.race([newer, this.reading]);
    }
    return this.latest;
  }

  private tell(profile: DataProfile): void {
    this.latest = { number: (this.latest?.number ?? 0) + 1, profile };
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
