/**
 * Writes the tables of examples/course/data. They are invented, from a fixed seed, so that their best results are
 * known: `node scripts/courseData.mjs`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { inRoot } from "./lib/paths.mjs";

/** Mulberry32: numbers in [0, 1). */
function uniformNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Returns draws of one table; `normal` by Box and Muller. */
function drawsOf(seed) {
  const uniform = uniformNumbers(seed);
  const normal = (mean, deviation) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal, oneOf: (list) => list[Math.floor(uniform() * list.length)] };
}

/** Whether a student passes: by hours of work and of sleep, with luck. The answers to ten other questions do not matter. */
function exam() {
  const { uniform, normal } = drawsOf(6);
  const others = Array.from({ length: 10 }, (_, i) => `question${i + 1}`);
  const rows = Array.from({ length: 600 }, () => {
    const [hours, sleep] = [uniform() * 10, normal(7, 1.2)];
    const passed = hours * 0.8 + (sleep - 7) * 1.5 + normal(0, 1.5) > 4;
    return [hours.toFixed(1), sleep.toFixed(1), ...others.map(() => normal(0, 1).toFixed(2)), passed ? "yes" : "no"];
  });
  return [["hours", "sleep", ...others, "passed"], ...rows];
}

/** Monthly rents. Each square metre costs more in small flats and in the centre. */
function rents() {
  const { uniform, normal, oneOf } = drawsOf(7);
  const districts = { centre: 1.5, north: 1, south: 1.15, harbour: 1.3 };
  const rows = Array.from({ length: 500 }, () => {
    const area = 20 + 110 * uniform();
    const rooms = Math.max(1, Math.round(area / 28 + normal(0, 0.5)));
    const built = Math.round(1900 + 120 * uniform());
    const district = oneOf(Object.keys(districts));
    const age = 1 + 0.25 * ((built - 1960) / 60) ** 2;
    const rent = (150 + 8.5 * area) * districts[district] * age * (1 + normal(0, 0.05));
    return [area.toFixed(0), rooms, built, district, rent.toFixed(0)];
  });
  return [["area", "rooms", "built", "district", "rent"], ...rows];
}

/** Three kinds of fruit by what a scale, a ruler and an eye find; some fields are empty. */
function fruit() {
  const { uniform, normal, oneOf } = drawsOf(8);
  const kinds = {
    apple: { weight: 180, length: 75, width: 78, colours: ["red", "green", "yellow"] },
    pear: { weight: 175, length: 100, width: 68, colours: ["green", "yellow", "brown"] },
    lemon: { weight: 110, length: 88, width: 60, colours: ["yellow", "yellow", "green"] },
  };
  const known = (text) => (uniform() < 0.04 ? "" : text);
  const rows = Array.from({ length: 300 }, (_, i) => {
    const kind = oneOf(Object.keys(kinds));
    const { weight, length, width, colours } = kinds[kind];
    const size = normal(1, 0.08);
    const measured = [normal(weight * size ** 3, 8), normal(length * size, 4), normal(width * size, 4)];
    return [i + 1, ...measured.map((value) => known(value.toFixed(0))), known(oneOf(colours)), kind];
  });
  return [["number", "weight", "length", "width", "colour", "kind"], ...rows];
}

mkdirSync(inRoot("examples/course/data"), { recursive: true });
for (const [name, rows] of Object.entries({ exam: exam(), rents: rents(), fruit: fruit() })) {
  writeFileSync(inRoot(`examples/course/data/${name}.csv`), `${rows.map((row) => row.join(",")).join("\n")}\n`);
}
