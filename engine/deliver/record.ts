import type { Fragment, Path } from '../project/found.ts'
import type { FoundPart } from '../project/writing.ts'
import type { PlacedError } from '../run/state.ts'
import type { PendingPart } from './answerPart.ts'

/** Something that is written as soon as its fetches have ended: the first part, fields of an object, items of a list. */
export interface Unit {
  /** Undefined for the first part. */
  readonly found: FoundPart | undefined
  /** The unit in whose writing it was found. */
  readonly finder: Unit | undefined
  /** Of which it is told: with any of the fragments, or with the stream. */
  readonly records: readonly DeliveryRecord[]
  /** The fetches that it waits for, as far as is known. */
  awaited: readonly number[]
  written: WrittenUnit | undefined
  isTold: boolean
}

export interface WrittenUnit {
  /** Undefined where a null leaves nothing of it. */
  readonly json: Buffer | undefined
  /** Those that subgraphs reported, and those that its writing did. */
  readonly claimed: readonly PlacedError[]
  readonly errors: readonly PlacedError[]
}

/** A deferred fragment at one object, or a streamed list. */
export interface DeliveryRecord {
  readonly kind: PendingPart['kind']
  readonly path: Path
  readonly label: string | undefined
  readonly from: number
  /** Undefined for a stream. */
  readonly fragment: Fragment | undefined
  readonly units: Unit[]
  /** Once the client knows of it. */
  pending: PendingPart | undefined
  /** Failed where a null leaves nothing of it; dropped with what it stands in. */
  state: 'open' | 'told' | 'failed' | 'dropped'
}

export function createUnit(
  found: FoundPart | undefined,
  finder: Unit | undefined,
  records: readonly DeliveryRecord[],
): Unit {
  return { found, finder, records, awaited: [], written: undefined, isTold: false }
}

export function createRecord(
  { kind, path, label, from }: Pick<DeliveryRecord, 'kind' | 'path' | 'label' | 'from'>,
  fragment: Fragment | undefined,
): DeliveryRecord {
  return { kind, path, label, from, fragment, units: [], pending: undefined, state: 'open' }
}

export function hasFailed({ units }: DeliveryRecord): boolean {
  return units.some(({ written }) => written !== undefined && written.json === undefined)
}

export function isWritten({ units }: DeliveryRecord): boolean {
  return units.every(({ written }) => written !== undefined)
}
