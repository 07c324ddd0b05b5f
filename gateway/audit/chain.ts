import { sha256Hex } from '../../kit/digest.ts'
import { sealHash, type AuditKeys, type Sealed } from './keys.ts'
import { isRecord } from '../../kit/isRecord.ts'

/** Where a chain of lines stands: the number of its last record and that line's hash. */
export interface ChainEnd {
  readonly number: number
  readonly hash: string
}

export const CHAIN_START: ChainEnd = Object.freeze({ number: 0, hash: '0'.repeat(64) })

/** The place of a line in the chain, which stands before its record. */
export interface Link {
  readonly number: number
  /** The hash of the line before. */
  readonly previous: string
  /** On the first line of a file: the chain began in an earlier one. */
  readonly continues?: true
  /** How many records before this one could not be written. */
  readonly lost?: number
  /** The hash of the text before this line that was cut off when a process died. */
  readonly cutOff?: string
}

/**
 * One line for one record. It carries the hash of the line before and its own, so that an edited line, the last one
 * too, is known by itself, and a missing, added or moved one by its neighbours; with a key, also a chain that somebody
 * without it wrote anew.
 */
export function sealLine(
  after: ChainEnd,
  record: object,
  notes: Omit<Link, 'number' | 'previous'> = {},
  keys: AuditKeys = [],
): { readonly line: string; readonly end: ChainEnd } {
  const number = after.number + 1
  const body = JSON.stringify({ audit: number, previous: after.hash, ...notes, ...record })
  const hash = sha256Hex(body)
  const mac = sealHash(keys, hash)
  const seal = mac === undefined ? '' : `,"mac":"${mac}"`
  return { line: `${body.slice(0, -1)},"hash":"${hash}"${seal}}`, end: { number, hash } }
}

export interface Line extends Sealed {
  readonly kind: 'line'
  readonly link: Link
  /** Whether its hash is that of its text. */
  readonly isWhole: boolean
  readonly record: Readonly<Record<string, unknown>>
}

export type ReadLine = Line | { readonly kind: 'unreadable' }

const SEAL = /,"hash":"([0-9a-f]{64})"(?:,"mac":"([0-9a-f]{64})")?\}$/

/** Reads a line as it stands: whether its own hash fits, and what it says of the line before. */
export function readLine(text: string): ReadLine {
  const seal = SEAL.exec(text)
  const record = seal ? parseObject(text) : null
  if (!seal || !record) return { kind: 'unreadable' }
  const { audit, previous, continues, lost, cutOff } = record
  if (typeof audit !== 'number' || typeof previous !== 'string') return { kind: 'unreadable' }
  const hash = seal[1] ?? ''
  return {
    kind: 'line',
    hash,
    mac: seal[2],
    isWhole: sha256Hex(`${text.slice(0, seal.index)}}`) === hash,
    record,
    link: {
      number: audit,
      previous,
      ...(continues === true ? { continues } : {}),
      ...(typeof lost === 'number' ? { lost } : {}),
      ...(typeof cutOff === 'string' ? { cutOff } : {}),
    },
  }
}

/** Where a line leaves the chain, and by what it is sealed; null for a text that is no audit line. */
export function readEnd(text: string): (ChainEnd & Sealed) | null {
  const line = readLine(text)
  if (line.kind === 'unreadable') return null
  return { number: line.link.number, hash: line.hash, mac: line.mac }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
