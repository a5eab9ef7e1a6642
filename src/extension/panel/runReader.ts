/**
 * Answers from the folder of a run, by a child process in the role `serve`: started with the first question, shared by
 * all that a panel asks, and gone when the panel is closed or nobody has asked for a while.
 */
import { type Disposable, workspace } from "vscode";
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import { untrustedReason } from "../base/trust";
import { type Child, startChild } from "../process/childProcess";

export class RunReader implements Disposable {
  private child: Child<"serve"> | undefined;

  constructor(
    private readonly folder: string,
    private readonly onLine: (line: string) => void,
  ) {}

  /** Rejects with what is wrong, in words. */
  async ask<Name extends RequestName<"serve">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    if (!workspace.isTrusted) throw new Error(untrustedReason());
    return this.running().channel.request(name, params);
  }

  dispose(): void {
    this.child?.dispose();
  }

  private running(): Child<"serve"> {
    if (this.child) return this.child;
    const child = startChild<"serve">(["serve", this.folder], { onLine: this.onLine });
    this.child = child;
    void child.exited.then(() => {
      if (this.child === child) this.child = undefined;
    });
    return child;
  }
}
