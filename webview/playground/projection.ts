/** A surface over a square, seen from a direction: parallel projection. Pure. */

/** Radians. yaw: turned round the upright axis; pitch: seen from above by, 0 from the side and π/2 from the top. */
export interface View {
  readonly yaw: number;
  readonly pitch: number;
}

/** All within −1 … 1; z is up. */
export type Point3 = readonly [x: number, y: number, z: number];

export interface Projected {
  /** To the right and up. */
  readonly x: number;
  readonly y: number;
  /** The larger, the farther. */
  readonly depth: number;
}

export function project([x, y, z]: Point3, { yaw, pitch }: View): Projected {
  const across = x * Math.cos(yaw) - y * Math.sin(yaw);
  const away = x * Math.sin(yaw) + y * Math.cos(yaw);
  return {
    x: across,
    y: z * Math.cos(pitch) + away * Math.sin(pitch),
    depth: away * Math.cos(pitch) - z * Math.sin(pitch),
  };
}

export const firstView: View = { yaw: -0.6, pitch: 0.6 };

/** Never from below, nor quite from the top, where up and down are the same. */
export function turned({ yaw, pitch }: View, right: number, up: number): View {
  return { yaw: yaw + right, pitch: Math.max(0.08, Math.min(1.5, pitch + up)) };
}
