/** Markers of examples, with a shape per class, so that classes differ not only by colour. */
import { element } from "../ui/dom";

/** Paths of the shapes, in coordinates from −1 to 1. */
const shapes: readonly ((path: Path2D) => void)[] = [
  (path) => path.arc(0, 0, 1, 0, 2 * Math.PI),
  (path) => path.rect(-0.85, -0.85, 1.7, 1.7),
  (path) => polygon(path, 3, -Math.PI / 2, 1.25),
  (path) => polygon(path, 4, 0, 1.2),
  (path) => polygon(path, 3, Math.PI / 2, 1.25),
  (path) => polygon(path, 6, 0, 1.1),
  (path) => polygon(path, 5, -Math.PI / 2, 1.15),
  (path) => star(path),
];

function polygon(path: Path2D, corners: number, turned: number, radius: number): void {
  for (let i = 0; i < corners; i++) {
    const angle = turned + (2 * Math.PI * i) / corners;
    path.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  path.closePath();
}

function star(path: Path2D): void {
  for (let i = 0; i < 10; i++) {
    const angle = -Math.PI / 2 + (Math.PI * i) / 5;
    const radius = i % 2 === 0 ? 1.35 : 0.6;
    path.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  path.closePath();
}

const paths = new Map<number, Path2D>();

/** Returns the cached path of a shape; up to eight classes have different shapes. */
function pathOf(shape: number): Path2D {
  const known = paths.get(shape) ?? new Path2D();
  if (!paths.has(shape)) shapes[shape](known);
  paths.set(shape, known);
  return known;
}

export interface Marker {
  readonly shape: number;
  readonly fill: string;
  /** Background colour of the page, which separates the marker from the picture below it. */
  readonly edge: string;
  /** True for a ring: an example that is not in the training set. */
  readonly hollow: boolean;
  /** Colour of the outline, which marks wrong predictions. */
  readonly outline?: string | undefined;
}

/** @param radius radius in the units of the context */
export function drawMarker(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  marker: Marker,
): void {
  const path = pathOf(marker.shape % shapes.length);
  const { fill, edge, hollow, outline } = marker;
  const [a, b, c, d, e, f] = matrixOf(context);
  context.transform(radius, 0, 0, radius, x, y);
  if (outline) {
    stroke(context, path, 1.9, outline);
    stroke(context, path, 1.0, edge);
  } else stroke(context, path, hollow ? 1.0 : 0.6, edge);
  context.fillStyle = hollow ? edge : fill;
  context.fill(path);
  if (hollow) stroke(context, path, 0.5, fill);
  context.setTransform(a, b, c, d, e, f);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, width: number, color: string): void {
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke(path);
}

function matrixOf(context: CanvasRenderingContext2D): [number, number, number, number, number, number] {
  const { a, b, c, d, e, f } = context.getTransform();
  return [a, b, c, d, e, f];
}

/** A cache of drawn markers: each kind is drawn once and then copied, which is much faster. */
export class MarkerStamps {
  private readonly made = new Map<string, HTMLCanvasElement>();

  /** Draws a marker. @param key identifies its kind; @param make returns its appearance, called once per kind */
  at(context: CanvasRenderingContext2D, x: number, y: number, key: string, radius: number, make: () => Marker): void {
    const ratio = devicePixelRatio;
    const size = Math.ceil(radius * 5);
    let stamp = this.made.get(key);
    if (!stamp) {
      stamp = element("canvas", { width: size * ratio, height: size * ratio });
      const own = stamp.getContext("2d");
      own?.scale(ratio, ratio);
      if (own) drawMarker(own, size / 2, size / 2, radius, make());
      this.made.set(key, stamp);
    }
    context.drawImage(stamp, x - size / 2, y - size / 2, size, size);
  }
}
