import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { root } from './bundle.mjs';

/*
 * Draws `client/media/icon.png`: a loop with an arrow, and a squiggle below. Run by hand after a change here; the image
 * is committed, because what `zlib` makes of the same pixels differs from version to version.
 */
const SIZE = 256;
const NAVY = [15, 43, 70];
const LIGHT = [116, 208, 241];
const AMBER = [255, 183, 77];

/** Distances below are negative inside a shape, in pixels. @typedef {(x: number, y: number) => number} Shape */
/** @typedef {readonly [number, number]} Point */

/** @type {Shape} */
const tile = (x, y) => {
  const [dx, dy] = [Math.abs(x - 128) - 78, Math.abs(y - 128) - 78];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - 46;
};
/** Distance from the line between two points. @type {(x: number, y: number, from: Point, to: Point) => number} */
const fromLine = (x, y, [ax, ay], [bx, by]) => {
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
};
/** A ring that is open at the upper right. @type {Shape} */
const loop = (x, y) => {
  const [dx, dy] = [x - 128, y - 106];
  const ring = Math.abs(Math.hypot(dx, dy) - 58) - 10;
  // Inside the opening both are positive.
  const [above, below] = [-dy, dx * Math.sin(1) + dy * Math.cos(1)];
  return Math.max(ring, Math.min(above, below));
};
/** Points down, at the lower end of the opening; corners clockwise on the screen. @type {Shape} */
const arrow = (x, y) => {
  /** @type {readonly [Point, Point, Point]} */
  const [a, b, c] = [
    [158, 96],
    [214, 96],
    [186, 128],
  ];
  const isInside = [/** @type {const} */ ([a, b]), /** @type {const} */ ([b, c]), /** @type {const} */ ([c, a])].every(
    ([[px, py], [qx, qy]]) => (qx - px) * (y - py) - (qy - py) * (x - px) >= 0,
  );
  const distance = Math.min(fromLine(x, y, a, b), fromLine(x, y, b, c), fromLine(x, y, c, a));
  return isInside ? -distance : distance;
};
/** @type {readonly Point[]} */
const WAVE = Array.from({ length: 133 }, (_, step) => [62 + step, 206 + 10 * Math.sin((step / 44) * 2 * Math.PI)]);
/** @type {Shape} */
const squiggle = (x, y) =>
  Math.min(...WAVE.slice(1).map((point, index) => fromLine(x, y, WAVE[index] ?? point, point))) - 6;
/** @type {readonly (readonly [Shape, readonly number[]])[]} */
const SHAPES = [
  [tile, NAVY],
  [loop, LIGHT],
  [arrow, LIGHT],
  [squiggle, AMBER],
];

/** @returns {readonly number[]} red, green, blue, alpha */
function pixel(/** @type {number} */ x, /** @type {number} */ y) {
  let color = [...NAVY, 0];
  for (const [shape, paint] of SHAPES) {
    const share = Math.min(Math.max(0.5 - shape(x + 0.5, y + 0.5), 0), 1);
    const mixed = paint.map((value, index) => (color[index] ?? 0) * (1 - share) + value * share);
    color = [...mixed, Math.max(color[3] ?? 0, share * 255)];
  }
  return color.map(Math.round);
}

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
// Eight bits a channel, red, green, blue and alpha.
header.set([8, 6, 0, 0, 0], 8);
const rows = Array.from({ length: SIZE }, (_, y) => [
  0,
  ...Array.from({ length: SIZE }, (__, x) => pixel(x, y)).flat(),
]);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const data = deflateSync(Uint8Array.from(rows.flat()), { level: 9 });
writeFileSync(
  join(root, 'client', 'media', 'icon.png'),
  Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]),
);
