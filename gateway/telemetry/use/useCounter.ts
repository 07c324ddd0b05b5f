import { randomUUID } from 'node:crypto'
import { TIERS, type Tier } from '../../../schema/codes.ts'
import {
  dayNumber,
  dayText,
  OTHER_OPERATION,
  type FieldRow,
  type OperationRow,
  type UseBatch,
  type UsedDocument,
} from './batch.ts'
import { addCounts, countRequest, createCounts, type MutableCounts } from './counts.ts'
import type { CountUse, UsedOperation, UseObservation } from './observation.ts'
import { OTHER_CLIENT, type UseClient } from './useClient.ts'

export interface UseLimits {
  /** Clients told apart in a day, the verified and the others each; the rest are `other`. */
  readonly clients: number
  /** Operations told apart in a day; of the rest the fields alone are counted. */
  readonly operations: number
  /** Counts kept until the next flush. */
  readonly counts: number
}

export const USE_LIMITS: UseLimits = { clients: 1_000, operations: 2_000, counts: 20_000 }

export interface UseCounter {
  readonly count: CountUse
  /** What was counted since the last call, expanded to fields; null for nothing. */
  drain(): UseBatch | null
  /** Requests since the last call that found no room. */
  takeDropped(): number
}

/** The counts of one operation and client, with those of the coordinates that only variables named. */
interface Tally extends MutableCounts {
  readonly client: UseClient
  readonly tier: Tier
  byVariables: Map<string, MutableCounts> | undefined
}

/** By operation and client, one tally for each tier. */
type Tallies = Map<UsedOperation, Map<UseClient, (Tally | undefined)[]>>

interface Day {
  readonly text: string
  tallies: Tallies
  /** What each object that stands for a client is counted as. */
  readonly admitted: WeakMap<UseClient, UseClient>
  /** The clients and operations met on that day, which the limits are about. */
  readonly verified: Map<string, UseClient>
  readonly claimed: Map<string, UseClient>
  readonly hashes: Set<string>
}

/** Counts requests in memory; nothing is written, expanded or formatted before the flush. */
export function createUseCounter(limits: UseLimits = USE_LIMITS): UseCounter {
  const days = new Map<number, Day>()
  let held = 0
  let dropped = 0

  const dayOf = (number: number): Day => {
    const known = days.get(number)
    if (known !== undefined) return known
    const day = {
      text: dayText(number),
      tallies: new Map(),
      admitted: new WeakMap(),
      verified: new Map(),
      claimed: new Map(),
      hashes: new Set<string>(),
    }
    days.set(number, day)
    return day
  }

  const find = ({ operation, client: given, tier, at }: UseObservation): Tally | undefined => {
    const day = dayOf(dayNumber(at))
    const client = day.admitted.get(given) ?? admitClient(day, given, limits.clients)
    let ofOperation = day.tallies.get(operation)
    let byTier = ofOperation?.get(client)
    const place = TIERS.indexOf(tier)
    const known = byTier?.[place]
    if (known !== undefined) return known
    if (held >= limits.counts) return undefined
    held++
    if (ofOperation === undefined) day.tallies.set(operation, (ofOperation = new Map()))
    if (byTier === undefined) ofOperation.set(client, (byTier = []))
    const tally = { ...createCounts(), client, tier, byVariables: undefined }
    byTier[place] = tally
    return tally
  }

  return {
    count(observation) {
      const tally = find(observation)
      if (tally === undefined) {
        dropped++
        return
      }
      const { operation, variables, milliseconds, hasErrors } = observation
      countRequest(tally, milliseconds, hasErrors)
      for (const coordinate of operation.coordinatesOf(variables)) {
        tally.byVariables ??= new Map()
        countRequest(countsIn(tally.byVariables, coordinate), milliseconds, hasErrors)
      }
    },
    drain() {
      if (held === 0) return null
      const batch = expand(days.values(), limits.operations)
      const latest = Math.max(...days.keys())
      for (const [number, day] of days) {
        day.tallies = new Map()
        if (number < latest) days.delete(number)
      }
      held = 0
      return batch
    },
    takeDropped() {
      const count = dropped
      dropped = 0
      return count
    },
  }
}

/** Names that anybody can make up do not crowd out those that a token stands for. */
function admitClient({ admitted, verified, claimed }: Day, client: UseClient, limit: number): UseClient {
  const met = client.isVerified ? verified : claimed
  const same = met.get(client.key) ?? (met.size < limit ? client : OTHER_CLIENT)
  if (same === client) met.set(client.key, client)
  admitted.set(client, same)
  return same
}

function countsIn(counts: Map<string, MutableCounts>, key: string): MutableCounts {
  const known = counts.get(key)
  if (known !== undefined) return known
  const made = createCounts()
  counts.set(key, made)
  return made
}

/** One operation may have been prepared several times: its counts are those of its hash. */
function expand(days: Iterable<Day>, mostOperations: number): UseBatch {
  const documents = new Map<string, UsedDocument>()
  const operations = new Map<string, OperationRow & MutableCounts>()
  const fields = new Map<string, FieldRow & MutableCounts>()
  for (const day of days)
    for (const [operation, byClient] of day.tallies) {
      const { name, coordinates } = operation
      const hash = admitHash(day, operation.hash, mostOperations)
      const isKnown = hash !== OTHER_OPERATION
      documents.set(hash, {
        hash,
        name: (isKnown ? name : undefined) ?? null,
        coordinates: isKnown ? coordinates() : [],
      })
      for (const tally of [...byClient.values()].flat()) {
        if (tally === undefined) continue
        addCounts(
          rowIn(operations, hash, day, tally, (key) => ({ ...key, hash })),
          tally,
        )
        const add = (coordinate: string, counts: MutableCounts) =>
          addCounts(
            rowIn(fields, coordinate, day, tally, (key) => ({ ...key, coordinate })),
            counts,
          )
        const all = coordinates()
        for (const coordinate of all) add(coordinate, tally)
        for (const [coordinate, counts] of tally.byVariables ?? [])
          if (!all.includes(coordinate)) add(coordinate, counts)
      }
    }
  return {
    id: randomUUID(),
    documents: [...documents.values()],
    operations: [...operations.values()],
    fields: [...fields.values()],
  }
}

function admitHash({ hashes }: Day, hash: string, limit: number): string {
  if (hashes.has(hash)) return hash
  if (hashes.size >= limit) return OTHER_OPERATION
  hashes.add(hash)
  return hash
}

function rowIn<Row extends MutableCounts>(
  rows: Map<string, Row>,
  subject: string,
  { text: day }: Day,
  { client, tier }: Tally,
  make: (key: Omit<OperationRow, 'hash'> & MutableCounts) => Row,
): Row {
  const id = `${day}\n${subject}\n${tier}\n${client.key}`
  const known = rows.get(id)
  if (known !== undefined) return known
  const { name, version, isVerified } = client
  const row = make({ ...createCounts(), day, client: name, version, isVerified, tier, isSample: false })
  rows.set(id, row)
  return row
}
