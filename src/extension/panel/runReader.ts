/**
 * Answers questions from a run folder, by a child process in the role `serve`: started by the first question, shared by
 * all questions of a panel, and ended when the panel closes or after a time without questions.
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

  /** Rejects with an Error whose message is for display. */
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
