/** Asks a child process one thing, while a notification says what is being done; failures are shown with their own words. */
import { type LogOutputChannel, ProgressLocation, window } from "vscode";
import type { RequestName, RequestParams, RequestResult, Role } from "../protocol/requests";
import { startChild } from "./childProcess";

interface Question<R extends Role, Name extends RequestName<R>> {
  /** The role and what belongs to it. */
  args: [R, ...string[]];
  name: Name;
  params: RequestParams<Name>;
  /** What is being done. */
  title: string;
}

/** Undefined where it failed, which the person has been told, or was given up. */
export async function ask<R extends Role, Name extends RequestName<R>>(
  { args, name, params, title }: Question<R, Name>,
  output: LogOutputChannel,
): Promise<RequestResult<Name> | undefined> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, cancelled) => {
    const child = startChild<R>(args, { onLine: (line) => output.info(line) });
    let givenUp = false;
    cancelled.onCancellationRequested(() => {
      givenUp = true;
      child.dispose();
    });
    try {
      return (await child.channel.request(name, params)) as RequestResult<Name>;
    } catch (error) {
      if (givenUp) return undefined;
      output.error((error as Error).message);
      void window.showErrorMessage((error as Error).message);
      return undefined;
    } finally {
      child.dispose();
    }
  });
}
