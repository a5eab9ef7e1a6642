/** The parallel projection of a surface over a square. Pure. */

/** View direction in radians. yaw: about the vertical axis; pitch: elevation, 0 from the side and π/2 from the top. */
export interface View {
  readonly yaw: number;
  readonly pitch: number;
}

/** A point with coordinates in −1 … 1; z points up. */
export type Point3 = readonly [x: number, y: number, z: number];

export interface Projected {
  /** Coordinates on the screen, to the right and up. */
  readonly x: number;
  readonly y: number;
  /** Distance from the viewer; larger is farther. */
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

/** Returns the rotated view; pitch is limited to exclude views from below and from exactly above. */
export function turned({ yaw, pitch }: View, right: number, up: number): View {
  return { yaw: yaw + right, pitch: Math.max(0.08, Math.min(1.5, pitch + up)) };
}
