/** Sends one request to a child process, with a progress notification; failures are shown with their message. */

import { type LogOutputChannel, ProgressLocation, window } from "vscode";
import { linklessText } from "../../messages/visibleText";
import type { RequestName, RequestParams, RequestResult, Role } from "../../protocol/requests";
import { showError } from "../base/notify";
import { messageOf } from "../base/translated";
import { startChild } from "./childProcess";

interface Request<R extends Role, Name extends RequestName<R>> {
  /** The role and its arguments. */
  args: [R, ...string[]];
  name: Name;
  params: RequestParams<Name>;
}

/** Starts a process for this one request; `giveUp` ends it, and the answer rejects. */
export function startRequest<R extends Role, Name extends RequestName<R>>(
  { args, name, params }: Request<R, Name>,
  output: LogOutputChannel,
): { answer: Promise<RequestResult<Name>>; giveUp: () => void } {
  const child = startChild<R>(args, { onLine: (line) => output.info(line) });
  const answer = (child.channel.request(name, params) as Promise<RequestResult<Name>>).finally(() => child.dispose());
  return { answer, giveUp: () => child.dispose() };
}

/** Returns undefined after an error message, or if the user cancels. */
export async function requestOnce<R extends Role, Name extends RequestName<R>>(
  { title, ...question }: Request<R, Name> & { title: string },
  output: LogOutputChannel,
): Promise<RequestResult<Name> | undefined> {
  const options = { location: ProgressLocation.Notification, title: linklessText(title), cancellable: true };
  return window.withProgress(options, async (_, cancelled) => {
    const { answer, giveUp } = startRequest(question, output);
    let givenUp = false;
    cancelled.onCancellationRequested(() => {
      givenUp = true;
      giveUp();
    });
    try {
      return await answer;
    } catch (error) {
      if (givenUp) return undefined;
      output.error(messageOf(error as Error));
      void showError(messageOf(error as Error));
      return undefined;
    }
  });
}
