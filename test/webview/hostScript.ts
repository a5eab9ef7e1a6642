/** The host inside the page: a script that runs before the page's own scripts and detects when the page is idle. */
import type { PageMessage } from "../../src/protocol/panel";

/** State that the script exposes at `window.kept`. */
export interface Kept {
  /** Messages that the page has sent. */
  readonly sent: PageMessage[];
  /** The page's saved state. */
  readonly state: Record<string, unknown>;
  /** Sends messages, as JSON, to the page. Resolves once the page has handled them and has drawn. */
  readonly post: (messages: string) => Promise<void>;
  /** Resolves after two consecutive frames in which the page had nothing more to draw. */
  readonly drawn: () => Promise<void>;
  /** Returns what the page still waits for: frames, timers, answers. */
  readonly waitsFor: () => string[];
}

/**
 * @param id of the opened page; its questions name it
 * @param saved the state that an earlier page has saved
 */
export const hostScript = (id: number, saved: unknown): string => `{
  const frames = new Set();
  const timers = new Set();
  const answers = new Set();
  const { requestAnimationFrame, cancelAnimationFrame, setTimeout, clearTimeout, setInterval } = window;
  window.requestAnimationFrame = (draw) => {
    const handle = requestAnimationFrame((time) => {
      frames.delete(handle);
      draw(time);
    });
    frames.add(handle);
    return handle;
  };
  window.cancelAnimationFrame = (handle) => {
    frames.delete(handle);
    cancelAnimationFrame(handle);
  };
  window.setTimeout = (callback, ...more) => {
    const handle = setTimeout((...given) => {
      timers.delete(handle);
      callback(...given);
    }, ...more);
    timers.add(handle);
    return handle;
  };
  window.setInterval = (...given) => {
    const handle = setInterval(...given);
    timers.add(handle);
    return handle;
  };
  // A handle of a timeout may be cleared as one of an interval, and the other way round.
  window.clearTimeout = window.clearInterval = (handle) => {
    timers.delete(handle);
    clearTimeout(handle);
  };

  // A task that comes after those that are waiting: observers tell the page in tasks of their own, after a frame.
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const task = () => new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });
  const drawn = async () => {
    for (let still = 0; still < 2; still = frames.size === 0 ? still + 1 : 0) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await task();
    }
  };

  const plain = (value) => {
    if (value instanceof Float32Array) return { float32: [...value] };
    return value instanceof Uint8Array ? { uint8: [...value] } : value;
  };
  const typed = (key, value) => {
    if (value?.bytes === undefined) return value;
    const text = atob(value.bytes);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    const { buffer } = bytes;
    if (value.bits === 8) return bytes;
    return value.bits === 64 ? new Float64Array(buffer) : new Float32Array(buffer);
  };
  // A reviver is called for every value, and most messages have no arrays.
  const parsed = (text) => JSON.parse(text, text.includes('"bytes":') ? typed : undefined);
  // Behind what was posted before it; the page does not see it.
  const markers = new Map();
  addEventListener("message", (event) => {
    const resolve = markers.get(event.data?.marker);
    if (!resolve) return;
    event.stopImmediatePropagation();
    markers.delete(event.data.marker);
    resolve();
  });
  let posted = 0;
  const arrived = () => new Promise((resolve) => {
    markers.set(++posted, resolve);
    window.postMessage({ marker: posted }, "*");
  });
  window.kept = {
    sent: [],
    state: ${JSON.stringify(saved)?.replaceAll("<", "\\u003c")},
    post: async (messages) => {
      for (const each of parsed(messages)) window.postMessage(each, "*");
      await arrived();
      await drawn();
    },
    drawn,
    waitsFor: () => [
      ...(frames.size > 0 ? [frames.size + " frames"] : []),
      ...(timers.size > 0 ? [timers.size + " timers"] : []),
      ...(answers.size > 0 ? [answers.size + " answers"] : []),
    ],
  };
  const answer = async (question) => {
    answers.add(question.id);
    const said = await window.answerQuestion(${id}, JSON.stringify(question, (_, value) => plain(value)));
    window.postMessage({ type: "answer", id: question.id, ...parsed(said) }, "*");
    await arrived();
    answers.delete(question.id);
  };
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.kept.sent.push(message);
      if (message.type === "ask") void answer(message);
    },
    getState: () => window.kept.state,
    setState: (value) => { window.kept.state = value; },
  });
}`;
