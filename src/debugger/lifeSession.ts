/** Life cycle requests of the debug adapter: launch, attach, restart, terminate, disconnect. */
import { CapabilitiesEvent, InitializedEvent } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { BreakpointSession } from "./breakpointSession";
import { openExample } from "./example/program";
import { say } from "./language";
import { type Launch, parseAttach, parseLaunch } from "./launch";
import type { Client, Program } from "./program";
import { TrainingProgram } from "./training/program";

export abstract class LifeSession extends BreakpointSession {
  protected program: Program | undefined;
  protected abstract readonly client: Client;
  private launch: Launch | undefined;
  private readonly leaving = new AbortController();
  private left: Promise<void> | undefined;
  /** True once a restart replaces the debuggee: the client receives no more of its stops or its end. */
  private replaced = { is: false };

  /**
   * Leaves when the editor exits or requests it: a training first saves its checkpoint; an attached one continues on
   * its own.
   */
  override shutdown(): void {
    void this.leave(this.isAttached ? "detach" : "interrupted").finally(() => super.shutdown());
  }

  protected override launchRequest(
    response: DebugProtocol.LaunchResponse,
    given: DebugProtocol.LaunchRequestArguments,
  ): void {
    this.answer(response, () => this.open(parseLaunch(given)));
  }

  protected override attachRequest(
    response: DebugProtocol.AttachResponse,
    given: DebugProtocol.AttachRequestArguments,
  ): void {
    this.answer(response, () => this.open(parseAttach(given)));
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    this.program?.start();
  }

  /** Restarts; the client sets its breakpoints again, as after a launch. */
  protected override restartRequest(response: DebugProtocol.RestartResponse): void {
    this.answer(response, async () => {
      const { program, launch } = this;
      if (!program || !launch) throw new Error(say("no network is being debugged yet"));
      this.client.continued();
      this.replaced.is = true;
      await (this.isAttached ? program.detach() : program.end("stopped"));
      await program.close?.();
      await this.open(program.again(launch));
    });
  }

  protected override terminateRequest(response: DebugProtocol.TerminateResponse): void {
    this.answer(response, () => this.leave("stopped"));
  }

  protected override disconnectRequest(
    response: DebugProtocol.DisconnectResponse,
    { terminateDebuggee = !this.isAttached }: DebugProtocol.DisconnectArguments = {},
  ): void {
    this.answer(response, async () => {
      await this.leave(terminateDebuggee ? "stopped" : "detach");
      // Shuts down after the response.
      setImmediate(() => this.shutdown());
    });
  }

  protected override get debugged(): Program {
    if (!this.program) throw new Error(say("no network is being debugged yet"));
    return this.program;
  }

  private get isAttached(): boolean {
    return this.launch?.mode === "training" && this.launch.attach === true;
  }

  private async open(launch: Launch): Promise<void> {
    this.launch = launch;
    const replaced = { is: false };
    this.replaced = replaced;
    const client: Client = {
      stopped: (stop) => replaced.is || this.client.stopped(stop),
      continued: () => replaced.is || this.client.continued(),
      output: (text, line) => this.client.output(text, line),
      terminated: (exitCode) => replaced.is || this.client.terminated(exitCode),
    };
    this.program =
      launch.mode === "example"
        ? await openExample(launch, client)
        : await TrainingProgram.open(launch, client, this.leaving.signal);
    this.sendEvent(new CapabilitiesEvent(this.program.capabilities));
    // The client may now set breakpoints.
    this.sendEvent(new InitializedEvent());
  }

  private leave(how: "stopped" | "interrupted" | "detach"): Promise<void> {
    this.left ??= this.end(how);
    return this.left;
  }

  private async end(how: "stopped" | "interrupted" | "detach"): Promise<void> {
    const { program } = this;
    if (!program) this.leaving.abort();
    else await (how === "detach" ? program.detach() : program.end(how));
  }
}
