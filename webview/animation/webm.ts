/**
 * Writes a WebM file of one video track, with its duration and the places of its key frames, so that players can seek.
 * Pure. Sources: RFC 8794 (EBML), RFC 9559 (Matroska), WebM Container Guidelines. Not a library: webm-muxer 5.1.4 is no
 * longer maintained and ends a video when its last frame begins; mediabunny, its successor, is under the MPL.
 */

export interface WebmTrack {
  readonly codec: "V_VP8" | "V_VP9";
  readonly width: number;
  readonly height: number;
  readonly colors?: VideoColorSpaceInit | undefined;
}

export interface WebmFrame {
  readonly data: Uint8Array;
  readonly isKey: boolean;
  /** Time at which it is shown first, in whole milliseconds. */
  readonly at: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Numbers of ITU-T H.273, which Matroska uses, for the names of WebCodecs. */
const matrices: Readonly<Record<string, number>> = { rgb: 0, bt709: 1, bt470bg: 5, smpte170m: 6 };
const transfers: Readonly<Record<string, number>> = { bt709: 1, smpte170m: 6, "iec61966-2-1": 13 };
const primaries: Readonly<Record<string, number>> = { bt709: 1, bt470bg: 5, smpte170m: 6 };

/**
 * @param frames ascending in time, the first one a key frame; a key frame at least every 32 s
 * @param duration of the video in milliseconds
 */
export function webmFile(track: WebmTrack, frames: readonly WebmFrame[], duration: number): Bytes {
  const head = element(
    0x1a45dfa3,
    element(0x4286, unsigned(1)),
    element(0x42f7, unsigned(1)),
    element(0x42f2, unsigned(4)),
    element(0x42f3, unsigned(8)),
    element(0x4282, text("webm")),
    element(0x4287, unsigned(2)),
    element(0x4285, unsigned(2)),
  );
  const info = element(
    0x1549a966,
    element(0x2ad7b1, unsigned(1_000_000)),
    element(0x4489, float(duration)),
    element(0x4d80, text("Matrix Network")),
    element(0x5741, text("Matrix Network")),
  );
  const groups = groupsOf(frames);
  const clusters = groups.map((group) => clusterOf(group, group === groups.at(-1) ? duration : undefined));
  const tracks = tracksOf(track);
  // All numbers have eight bytes, so the length of the cues does not depend on the places in them.
  const before = info.length + tracks.length;
  const places = (first: number) => clusters.map((_, c) => first + lengthOf(clusters.slice(0, c)));
  const cues = cuesOf(groups, places(before + cuesOf(groups, places(0)).length));
  return joined([head, element(0x18538067, info, tracks, cues, ...clusters)]);
}

/** Splits frames before each key frame. */
function groupsOf(frames: readonly WebmFrame[]): WebmFrame[][] {
  const groups: WebmFrame[][] = [];
  for (const frame of frames) {
    if (frame.isKey) groups.push([]);
    groups.at(-1)?.push(frame);
  }
  return groups;
}

function tracksOf({ codec, width, height, colors }: WebmTrack): Bytes {
  const video = element(0xe0, element(0xb0, unsigned(width)), element(0xba, unsigned(height)), ...colorsOf(colors));
  return element(
    0x1654ae6b,
    element(
      0xae,
      element(0xd7, unsigned(1)),
      element(0x73c5, unsigned(1)),
      element(0x83, unsigned(1)),
      element(0x86, text(codec)),
      video,
    ),
  );
}

function colorsOf({ matrix, transfer, primaries: primary, fullRange }: VideoColorSpaceInit = {}): Bytes[] {
  const known = [
    [0x55b1, matrices[matrix ?? ""]],
    [0x55b9, fullRange === undefined || fullRange === null ? undefined : fullRange ? 2 : 1],
    [0x55ba, transfers[transfer ?? ""]],
    [0x55bb, primaries[primary ?? ""]],
  ] as const;
  const given = known.flatMap(([id, value]) => (value === undefined ? [] : [element(id, unsigned(value))]));
  return given.length > 0 ? [element(0x55b0, ...given)] : [];
}

const cuesOf = (groups: readonly WebmFrame[][], places: readonly number[]): Bytes =>
  element(
    0x1c53bb6b,
    ...groups.map(([{ at }], g) => {
      const place = element(0xb7, element(0xf7, unsigned(1)), element(0xf1, unsigned(places[g])));
      return element(0xbb, element(0xb3, unsigned(at)), place);
    }),
  );

/** @param end set for the last cluster: the time at which its last frame ends */
function clusterOf(frames: readonly WebmFrame[], end: number | undefined): Bytes {
  const [{ at: start }] = frames;
  const blocks = frames.map((frame, i) => {
    const { data, isKey, at } = frame;
    // The number of the track, the time since the start of the cluster, and flags.
    const header = Uint8Array.of(0x81, (at - start) >> 8, (at - start) & 0xff, isKey ? 0x80 : 0);
    if (end === undefined || i < frames.length - 1) return element(0xa3, header, data);
    header[3] = 0;
    const before = isKey ? [] : [element(0xfb, signed(frames[i - 1].at - at))];
    return element(0xa0, element(0xa1, header, data), element(0x9b, unsigned(end - at)), ...before);
  });
  return element(0x1f43b675, element(0xe7, unsigned(start)), ...blocks);
}

/** Returns an element with its id and its length, which always has eight bytes. */
function element(id: number, ...contents: readonly Uint8Array[]): Bytes {
  const name = [24, 16, 8, 0].map((shift) => (id >>> shift) & 0xff);
  const length = unsigned(lengthOf(contents));
  length[0] = 0x01;
  return joined([Uint8Array.from(name.slice(name.findIndex((byte) => byte > 0))), length, ...contents]);
}

function number(write: (view: DataView) => void): Bytes {
  const bytes = new Uint8Array(8);
  write(new DataView(bytes.buffer));
  return bytes;
}

const unsigned = (value: number) => number((view) => view.setBigUint64(0, BigInt(value)));
const signed = (value: number) => number((view) => view.setBigInt64(0, BigInt(value)));
const float = (value: number) => number((view) => view.setFloat64(0, value));
const text = (letters: string) => new TextEncoder().encode(letters);
const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0);

function joined(parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
