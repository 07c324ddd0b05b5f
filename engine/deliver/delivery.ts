import type { FieldNode } from 'graphql'
import type { FirstPart } from '../project/compileProjection.ts'
import { writeEnvelope } from '../project/envelope.ts'
import type { Fragment } from '../project/found.ts'
import type { Output } from '../project/output.ts'
import { ReportCounts, Writing, type FoundPart } from '../project/writing.ts'
import type { PlacedError, State } from '../run/state.ts'
import { SubgraphErrors } from './subgraphErrors.ts'
import type { CompletedPart, Increment, AnswerPart, PendingPart } from './answerPart.ts'
import {
  createRecord,
  createUnit,
  hasFailed,
  isWritten,
  type DeliveryRecord,
  type Unit,
  type WrittenUnit,
} from './record.ts'

export interface DeliveryParts {
  readonly first: FirstPart
  readonly output: Output
  /** With all responses merged that there are. */
  readonly state: () => State
  /** How many calls have ended. */
  readonly ended: () => number
  readonly isFinished: (fetch: number) => boolean
}

/**
 * What is told of an answer in parts, and when: each part as soon as its own fetches have ended. A unit is written as a
 * whole; where a value is missing that a fetch under way may bring, its writing is begun anew when that has ended.
 */
export class Delivery {
  readonly #parts: DeliveryParts
  readonly #errors: SubgraphErrors
  readonly #first = createUnit(undefined, undefined, [])
  /** What is not written yet, the next last. */
  #waiting: Unit[] = [this.#first]
  /** What is not told yet. */
  #open: DeliveryRecord[] = []
  readonly #ofFragments = new Map<Fragment, DeliveryRecord>()
  #counts = new ReportCounts()
  /** All that was told, and how often each field was denied. */
  readonly told: { readonly errors: PlacedError[]; readonly deniedCounts: Map<FieldNode, number> } = {
    errors: [],
    deniedCounts: new Map(),
  }
  #suppressedErrorCount = 0
  #nextId = 0

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    this.#errors = new SubgraphErrors(parts.state, parts.ended)
  }

  /** Whether all is told. */
  get isOver(): boolean {
    return this.#first.isTold && this.#open.length === 0
  }

  /** The parts that can be told now, in their order. */
  advance(): readonly AnswerPart[] {
    this.#writeReady()
    const { written } = this.#first
    if (written?.json === undefined) return []
    const parts: AnswerPart[] = []
    if (!this.#first.isTold) parts.push(this.#tellFirst(written.json, written.errors))
    const later = this.#tellLater()
    if (later !== undefined) parts.push(later)
    for (const part of parts) this.told.errors.push(...listTold(part))
    return parts
  }

  #writeReady(): void {
    const later: Unit[] = []
    // What is found is tried at once.
    for (let unit = this.#waiting.pop(); unit !== undefined; unit = this.#waiting.pop()) {
      if (unit.records.length > 0 && unit.records.every(({ state }) => state !== 'open')) continue
      if (!unit.awaited.every(this.#parts.isFinished) || !this.#write(unit)) later.push(unit)
    }
    this.#waiting = later.toReversed()
  }

  /** False where it has to wait. */
  #write(unit: Unit): boolean {
    const counts = new ReportCounts(this.#counts)
    const state = this.#parts.state()
    const writing = new Writing(state, this.#parts.output, {
      counts,
      isFinished: this.#parts.isFinished,
      reported: () => this.#errors.reported(),
    })
    const { found } = unit
    const { json, isNothing } = writeUnit(found, writing, this.#parts, state)
    if (writing.awaited.size > 0) {
      unit.awaited = [...writing.awaited]
      return false
    }
    this.#counts = counts
    this.#suppressedErrorCount += writing.suppressedErrorCount
    for (const [node, count] of writing.deniedCounts)
      this.told.deniedCounts.set(node, (this.told.deniedCounts.get(node) ?? 0) + count)
    const place = found === undefined ? this.#parts.first.place : found.place
    const claimed = this.#errors.claim(found?.path ?? [], place, valueOf(found, state), found)
    unit.written = { json, claimed, errors: [...claimed, ...writing.errors] }
    if (!isNothing) this.#register(unit, writing.found)
    return true
  }

  #register(finder: Unit, found: readonly FoundPart[]): void {
    const units = found.map((one) => {
      const records =
        one.kind === 'stream' ? [this.#begin(one)] : one.fragments.map((fragment) => this.#recordOf(fragment))
      const unit = createUnit(one, finder, records)
      for (const record of records) record.units.push(unit)
      return unit
    })
    // Those that are found first are tried first.
    for (const unit of units.toReversed()) this.#waiting.push(unit)
  }

  #begin({ path, label, from }: Extract<FoundPart, { kind: 'stream' }>): DeliveryRecord {
    const record = createRecord({ kind: 'stream', path, label, from }, undefined)
    this.#open.push(record)
    return record
  }

  #recordOf(fragment: Fragment): DeliveryRecord {
    const known = this.#ofFragments.get(fragment)
    if (known !== undefined) return known
    const { path, deferral } = fragment
    const record = createRecord({ kind: 'fragment', path, label: deferral.label, from: 0 }, fragment)
    this.#ofFragments.set(fragment, record)
    this.#open.push(record)
    return record
  }

  #tellFirst(envelope: Buffer, errors: readonly PlacedError[]): AnswerPart {
    this.#first.isTold = true
    const pending = this.#announce()
    const first = { envelope, errors: this.isOver ? [...errors, ...this.#restOfErrors()] : errors }
    return {
      first,
      pending,
      increments: [],
      completed: [],
      hasNext: !this.isOver,
      suppressedErrorCount: this.#takeSuppressed(),
    }
  }

  #tellLater(): AnswerPart | undefined {
    const told: Told = { pending: [], increments: [], completed: [] }
    // What is told makes more known.
    while (this.#tellComplete(told)) told.pending.push(...this.#announce())
    const { pending, increments, completed } = told
    if (completed.length === 0) return undefined
    const hasNext = !this.isOver
    if (!hasNext) addErrors(told, this.#restOfErrors())
    return {
      first: undefined,
      pending,
      increments,
      completed,
      hasNext,
      suppressedErrorCount: this.#takeSuppressed(),
    }
  }

  /** Makes known what stands in what the client has. */
  #announce(): readonly PendingPart[] {
    const pending: PendingPart[] = []
    for (const record of this.#open) {
      if (record.pending !== undefined || record.state !== 'open') continue
      const parent = this.#parentOf(record)
      const isLost = record.units.every(({ finder }) => isLostUnit(finder))
      if (isLost || parent?.state === 'failed' || parent?.state === 'dropped') this.#drop(record)
      else if (
        record.units[0]?.finder?.isTold === true &&
        (parent === undefined || parent.state === 'told')
      ) {
        const { kind, path, label, from } = record
        record.pending = { id: this.#nextId++, kind, path, label, from }
        pending.push(record.pending)
      }
    }
    this.#open = this.#open.filter(({ state }) => state === 'open')
    return pending
  }

  /** The innermost fragment around it of which anything is told by itself. */
  #parentOf({ fragment }: DeliveryRecord): DeliveryRecord | undefined {
    for (let at = fragment?.parent; at !== undefined; at = at.parent) {
      const record = this.#ofFragments.get(at)
      if (record !== undefined) return record
    }
    return undefined
  }

  #drop(record: DeliveryRecord): void {
    record.state = 'dropped'
    for (const { isTold, written } of record.units)
      if (!isTold && written !== undefined) this.#errors.giveBack(written.claimed)
  }

  /** Tells what the client knows of and of which all is written; returns whether there was any. */
  #tellComplete(told: Told): boolean {
    let isAny = false
    for (const record of this.#open) {
      const { pending } = record
      if (pending === undefined) continue
      if (hasFailed(record)) {
        record.state = 'failed'
        told.completed.push({ of: pending, errors: listErrors(record) })
      } else if (isWritten(record)) {
        record.state = 'told'
        for (const unit of record.units) this.#tellUnit(unit, told)
        told.completed.push({ of: pending, errors: undefined })
      } else continue
      isAny = true
    }
    this.#open = this.#open.filter(({ state }) => state === 'open')
    return isAny
  }

  #tellUnit(unit: Unit, { increments }: Told): void {
    const { found, written } = unit
    if (unit.isTold || written?.json === undefined || found === undefined) return
    unit.isTold = true
    const of = unit.records
      .flatMap(({ pending, state }) => (pending === undefined || state === 'failed' ? [] : [pending]))
      .reduce((best, one) => (one.path.length > best.path.length ? one : best))
    const subPath = found.path.slice(of.path.length)
    increments.push({ of, subPath, json: written.json, errors: written.errors })
  }

  /** Such as those of which their subgraph did not say where they belong. */
  #restOfErrors(): readonly PlacedError[] {
    const { place } = this.#parts.first
    const { root } = this.#parts.state()
    return this.#errors.rest({ ...place, by: { ...place.by, deferrals: undefined } }, root)
  }

  #takeSuppressed(): number {
    const count = this.#suppressedErrorCount
    this.#suppressedErrorCount = 0
    return count
  }
}

function listTold({ first, increments, completed }: AnswerPart): readonly PlacedError[] {
  return [
    ...(first?.errors ?? []),
    ...increments.flatMap(({ errors }) => errors),
    ...completed.flatMap(({ errors = [] }) => errors),
  ]
}

interface Told {
  readonly pending: PendingPart[]
  readonly increments: Increment[]
  readonly completed: CompletedPart[]
}

function addErrors({ increments, completed }: Told, errors: readonly PlacedError[]): void {
  const last = completed.at(-1)
  if (errors.length === 0 || last === undefined) return
  const increment = increments.pop()
  if (increment !== undefined) increments.push({ ...increment, errors: [...increment.errors, ...errors] })
  else if (last.errors !== undefined)
    completed.splice(-1, 1, { ...last, errors: [...last.errors, ...errors] })
  else {
    const json = Buffer.from(last.of.kind === 'stream' ? '[]' : '{}')
    increments.push({ of: last.of, subPath: [], json, errors })
  }
}

/** Nothing of it is ever told, nor of what was found in it. */
function isLostUnit(unit: Unit | undefined): boolean {
  return (
    unit !== undefined &&
    !unit.isTold &&
    unit.records.length > 0 &&
    unit.records.every(({ state }) => state === 'failed' || state === 'dropped')
  )
}

function listErrors({ units }: DeliveryRecord): readonly PlacedError[] {
  return units.flatMap(({ isTold, written }) => (isTold ? [] : (written?.errors ?? [])))
}

function writeUnit(
  found: FoundPart | undefined,
  writing: Writing,
  { first, output }: DeliveryParts,
  { root }: State,
): { readonly json: WrittenUnit['json']; readonly isNothing: boolean } {
  if (found === undefined) {
    let isWritten = false
    const json = writeEnvelope(output, () => (isWritten = first.write(writing, root)))
    return { json, isNothing: !isWritten }
  }
  output.restart()
  writing.path.push(...found.path)
  writing.depth = found.path.length
  writing.scope = found.scope
  const isNothing = !found.write(writing)
  return { json: isNothing ? undefined : output.take(), isNothing }
}

function valueOf(found: FoundPart | undefined, { root }: State): unknown {
  if (found === undefined) return root
  return found.kind === 'stream' ? found.items : found.node
}
