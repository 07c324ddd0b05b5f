import { randomUUID } from 'node:crypto'
import type { Redis } from '../../../kit/redis.ts'
import type { Selector } from '../entities/memory.ts'
import type { Invalidated, Listening } from '../entities/sharedLevel.ts'
import { ackChannel, DROP_CHANNEL } from './names.ts'

export interface Announcement {
  readonly message: string
  /** Waits until so many gateways have confirmed, though not for long. */
  confirmations(told: number): Promise<Omit<Invalidated, 'count'>>
  end(): void
}

/** A gateway that is alive confirms in a few milliseconds. */
const CONFIRMATION_MS = 100

/** Announces to the other gateways which entries are dropped, and hears it from them. */
export function createAnnouncer(redis: Redis, { onDrop, onHeard }: Listening) {
  const self = randomUUID()
  const open = new Map<string, { confirmed: number; wake: () => void }>()
  let isHeard = false
  const onMessage = (text: string, channel: string): void => {
    if (channel !== DROP_CHANNEL) {
      const announcement = open.get(text)
      if (announcement === undefined) return
      announcement.confirmed++
      announcement.wake()
      return
    }
    const message = parseMessage(text)
    if (message === undefined) return
    onDrop(message.selector)
    // The announcing gateway waits for 100 ms at most; a confirmation that is lost is missing in its count.
    redis.send(['PUBLISH', ackChannel(message.from), message.id]).catch(() => {})
  }
  redis.listen([DROP_CHANNEL, ackChannel(self)], onMessage, (isNowHeard) => {
    if (isNowHeard) onHeard()
    isHeard = isNowHeard
  })
  return {
    get isHeard() {
      return isHeard
    },
    prepare(selector: Selector): Announcement {
      const id = randomUUID()
      const state = { confirmed: 0, wake: () => {} }
      open.set(id, state)
      return {
        message: JSON.stringify({ id, from: self, selector }),
        async confirmations(told) {
          await waitUntil(() => state.confirmed >= told, state)
          return { confirmed: state.confirmed, told }
        },
        end: () => void open.delete(id),
      }
    },
  }
}

function waitUntil(isDone: () => boolean, state: { wake: () => void }): Promise<void> {
  return new Promise((resolve) => {
    if (isDone()) return resolve()
    const timer = setTimeout(resolve, CONFIRMATION_MS)
    state.wake = () => {
      if (!isDone()) return
      clearTimeout(timer)
      resolve()
    }
  })
}

interface Message {
  readonly id: string
  readonly from: string
  readonly selector: Selector
}

function parseMessage(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMessage(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('selector' in value)) return false
  const { selector } = value
  return (
    'id' in value &&
    typeof value.id === 'string' &&
    'from' in value &&
    typeof value.from === 'string' &&
    typeof selector === 'object' &&
    selector !== null &&
    'subgraph' in selector &&
    typeof selector.subgraph === 'string' &&
    'groups' in selector &&
    isTexts(selector.groups) &&
    'entries' in selector &&
    isTexts(selector.entries)
  )
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
