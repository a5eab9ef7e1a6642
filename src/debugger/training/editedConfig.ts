/** Reports, once, that the config was saved after the run began, so that its lines may belong to other settings. */
import { statSync } from "node:fs";
import { say } from "../language";

export class EditedConfig {
  private isSaid = false;

  /** @param began start of the run, as `Date.now()` */
  constructor(
    private readonly path: string,
    private readonly began: number,
    private readonly print: (text: string) => void,
  ) {}

  poll(): void {
    if (this.isSaid) return;
    const saved = statSync(this.path, { throwIfNoEntry: false });
    if (!saved || saved.mtimeMs <= this.began) return;
    this.isSaid = true;
    this.print(
      say("{0} was saved after this run started, so its lines may not match the settings of the run.", this.path),
    );
  }
}
