import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'

/** Draws numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Mutated {
  /** What was done to the snapshot, so that a failure can be told. */
  readonly steps: readonly string[]
  readonly body: Buffer
}

/** A snapshot as a source might send it on a bad day: dropped, repeated, cut, encoded otherwise, swapped, renamed. */
export function mutateSnapshot(snapshot: string, random: () => number): Mutated {
  const steps: string[] = []
  let text = snapshot
  for (let count = 1 + below(3, random); count > 0; count--) {
    const [name, mutate] = pick(MUTATIONS, random)
    steps.push(name)
    text = mutate(text, random)
  }
  const [name, encode] = random() < 0.2 ? pick(ENCODINGS, random) : (['utf-8', Buffer.from] as const)
  return { steps: [...steps, name], body: encode(text) }
}

type Mutate = (text: string, random: () => number) => string

/** What holds one record in XML, JSON or a table. */
const RECORDS = [/<(\w+)\b[^<>]*\/>|<(entry|hotel)>[^]*?<\/\2>/g, /\{[^{}]*\}/g, /[^\n]+\n/g]
/** What holds one value: an attribute, the text of an element, a member, a cell. */
const VALUES = [
  /(?<==")[^"]*(?=")/g,
  /(?<=>)[^<>]+(?=<\/)/g,
  /(?<=": )("[^"]*"|[\d.]+|true|false|null)/g,
  /(?<=[,\n])[^,\n"]*(?=[,\n])/g,
]
const NAMES = /(?<=[\s<"])[A-Za-z_]{2,24}(?=[="> ,])/g

const NASTY = [
  '',
  '-',
  '\u2013',
  'null',
  'NaN',
  '-1',
  '0',
  '1e999',
  '9'.repeat(40),
  '2026-02-30',
  '2026-13-45T99:99:99+08:00',
  '2/29/2026 4:21:04 PM',
  '２０２６',
  '\u200b',
  '\ufffd',
  '<',
  '&',
  '&#0;',
  '"',
  '__proto__',
  'constructor',
  '[]',
  '{}',
  'x'.repeat(5000),
  '113.5',
  '22.1',
  '😀',
  '\u0000',
] as const

const MUTATIONS: readonly (readonly [string, Mutate])[] = [
  ['drop one record', (text, random) => replaceSome(text, pick(RECORDS, random), 1, random, () => '')],
  ['drop many records', (text, random) => dropShare(text, pick(RECORDS, random), random(), random)],
  [
    'repeat one record',
    (text, random) => replaceSome(text, pick(RECORDS, random), 1, random, (found) => found + found),
  ],
  ['repeat all records', (text, random) => text.replaceAll(pick(RECORDS, random), (found) => found + found)],
  ['cut', (text, random) => text.slice(0, below(text.length, random))],
  ['cut the beginning', (text, random) => text.slice(below(text.length, random))],
  ['swap two values', swapValues],
  ['swap two pieces', swapPieces],
  [
    'put a nasty value',
    (text, random) => replaceSome(text, pick(VALUES, random), 1, random, () => pick(NASTY, random)),
  ],
  [
    'put nasty values',
    (text, random) => {
      const nasty = pick(NASTY, random)
      return replaceSome(text, pick(VALUES, random), 50, random, () => nasty)
    },
  ],
  ['rename a field', (text, random) => rename(text, random, (name) => `${name}2`)],
  [
    'change the case of a name',
    (text, random) =>
      rename(text, random, (name) => (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase())),
  ],
  ['quote numbers', (text) => text.replaceAll(/(?<=": )[\d.]+/g, '"$&"')],
  ['bare numbers', (text) => text.replaceAll(/"(\d+)"/g, '$1')],
  [
    'change a character',
    (text, random) => {
      const at = below(text.length, random)
      return text.slice(0, at) + String.fromCharCode(below(0x3000, random)) + text.slice(at + 1)
    },
  ],
  ['other line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['twice', (text) => text + text],
]

const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['utf-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['latin1', (text) => Buffer.from(text, 'latin1')],
  ['gzip', (text) => gzipSync(text)],
  [
    'half a gzip',
    (text) => {
      const packed = gzipSync(text)
      return packed.subarray(0, packed.length / 2)
    },
  ],
  ['zip', (text) => Buffer.from(zipSync({ 'document.csv': Buffer.from(text) }))],
  [
    'half a zip',
    (text) => {
      const packed = Buffer.from(zipSync({ 'document.csv': Buffer.from(text) }))
      return packed.subarray(0, packed.length / 2)
    },
  ],
]

function replaceSome(
  text: string,
  pattern: RegExp,
  count: number,
  random: () => number,
  replace: (found: string) => string,
): string {
  const total = [...text.matchAll(pattern)].length
  const chosen = new Set(Array.from({ length: count }, () => below(Math.max(1, total), random)))
  let index = 0
  return text.replaceAll(pattern, (found) => (chosen.has(index++) ? replace(found) : found))
}

function dropShare(text: string, pattern: RegExp, share: number, random: () => number): string {
  return text.replaceAll(pattern, (found) => (random() < share ? '' : found))
}

function swapValues(text: string, random: () => number): string {
  const found = [...text.matchAll(pick(VALUES, random))]
  if (found.length < 2) return text
  const first = below(found.length - 1, random)
  const [a, b] = [found[first], found[Math.min(found.length - 1, first + 1 + below(8, random))]]
  if (!a || !b) return text
  return (
    text.slice(0, a.index) +
    b[0] +
    text.slice(a.index + a[0].length, b.index) +
    a[0] +
    text.slice(b.index + b[0].length)
  )
}

function swapPieces(text: string, random: () => number): string {
  const [a = 0, b = 0, c = 0] = [
    below(text.length, random),
    below(text.length, random),
    below(text.length, random),
  ].sort((one, other) => one - other)
  return text.slice(0, a) + text.slice(b, c) + text.slice(a, b) + text.slice(c)
}

function rename(text: string, random: () => number, change: (name: string) => string): string {
  const names = [...new Set([...text.matchAll(NAMES)].map(([name]) => name))]
  if (names.length === 0) return text
  const name = pick(names, random)
  return text.replaceAll(new RegExp(`(?<=[\\s<"/])${name}(?=[="> ,/])`, 'g'), change(name))
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[below(items.length, random)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit)
}
