import { isRecord } from '../isRecord.ts'

/** What has changed in a bureau's data, as the subscriptions to a topic are told. */
export interface GraphEvent {
  /** Of its producer's making, rising within a topic: `<milliseconds since 1970>-<number>`, as in a Redis stream. */
  readonly id: string
  /** The key of what has changed. */
  readonly key: string
  /** By which subscriptions choose: single values, lists of them, or a place. */
  readonly attributes: Readonly<Record<string, EventAttribute>>
}

export type EventAttribute = string | number | boolean | null | readonly string[] | EventPlace

/** WGS 84, in degrees. */
export interface EventPlace {
  readonly lat: number
  readonly lng: number
}

/** Events of one topic that follow each other: an empty batch only asks how far the topic is known. */
export interface EventBatch {
  readonly subgraph: string
  readonly topic: string
  /** The producer's event before the first of these: who does not know it has missed something. */
  readonly after: string
  readonly events: readonly GraphEvent[]
  /** True where the producer keeps no event but these: what is `after` is the last of those that it has forgotten, or none. */
  readonly isAll?: boolean | undefined
}

/** Publishes events; resolves to the id of the last event that is known, which is earlier where some must be told again. */
export type PublishEvents = (batch: EventBatch, signal: AbortSignal) => Promise<string>

export const EVENTS_PATH = '/events'
export const MAX_EVENTS_PER_BATCH = 1_000

const NAME = /^\w{1,100}$/
const ID = /^(\d{1,15})-(\d{1,10})$/

/** Undefined for what is no batch, or one whose ids do not rise. */
export function parseEventBatch(value: unknown): EventBatch | undefined {
  if (!isRecord(value) || !Array.isArray(value.events)) return undefined
  const { subgraph, topic, after, events, isAll } = value
  if (typeof subgraph !== 'string' || typeof topic !== 'string' || !NAME.test(topic)) return undefined
  if (!isEventId(after)) return undefined
  if (events.length > MAX_EVENTS_PER_BATCH || !events.every(isGraphEvent)) return undefined
  const rises = events.every(({ id }, at) => compareEventIds(events[at - 1]?.id ?? after, id) < 0)
  return rises ? { subgraph, topic, after, events, isAll: isAll === true } : undefined
}

export function isGraphEvent(value: unknown): value is GraphEvent {
  return (
    isRecord(value) &&
    isEventId(value.id) &&
    typeof value.key === 'string' &&
    isRecord(value.attributes) &&
    Object.values(value.attributes).every(isAttribute)
  )
}

export function isEventId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value)
}

function isAttribute(value: unknown): value is EventAttribute {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string')
  if (isRecord(value)) return isPlace(value)
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

export function isPlace(value: unknown): value is EventPlace {
  return isRecord(value) && typeof value.lat === 'number' && typeof value.lng === 'number'
}

/** Below zero where the first comes before the second. */
export function compareEventIds(one: string, other: string): number {
  const [milliseconds, number] = readId(one)
  const [otherMilliseconds, otherNumber] = readId(other)
  return milliseconds - otherMilliseconds || number - otherNumber
}

/** When it was made, in milliseconds since 1970. */
export function timeOfEvent(id: string): number {
  return readId(id)[0]
}

function readId(id: string): readonly [number, number] {
  const mark = id.indexOf('-')
  return [Number(id.slice(0, mark)), Number(id.slice(mark + 1))]
}
