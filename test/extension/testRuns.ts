/** Records what is reported to the Test Explorer, since VS Code has no API to read it. */
import * as vscode from "vscode";

export interface Report {
  /** The last part of the item's id. */
  item: string;
  state: "passed" | "failed" | "errored" | "skipped";
  message?: vscode.TestMessage;
}

/** Records all test runs of the controller from now on. */
export class TestRuns {
  reported: Report[] = [];
  output = "";
  private readonly create: vscode.TestController["createTestRun"];

  constructor(private readonly controller: vscode.TestController) {
    this.create = controller.createTestRun;
    controller.createTestRun = (...args) => this.listenTo(this.create.apply(controller, args));
  }

  forget(): void {
    this.reported = [];
    this.output = "";
  }

  restore(): void {
    this.controller.createTestRun = this.create;
  }

  private listenTo(run: vscode.TestRun): vscode.TestRun {
    for (const state of ["passed", "failed", "errored", "skipped"] as const) {
      const say = run[state].bind(run) as (item: vscode.TestItem, ...rest: unknown[]) => void;
      const heard = (item: vscode.TestItem, ...rest: unknown[]) => {
        const message = rest.find((each) => each instanceof vscode.TestMessage);
        this.reported.push({ item: item.id.split(" ").at(-1) ?? "", state, ...(message && { message }) });
        say(item, ...rest);
      };
      Object.assign(run, { [state]: heard });
    }
    const append = run.appendOutput.bind(run);
    run.appendOutput = (text, ...rest) => {
      this.output += text;
      append(text, ...rest);
    };
    return run;
  }
}
