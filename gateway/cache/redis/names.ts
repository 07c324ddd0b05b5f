/**
 * The names of keys and channels in Redis. The braces keep all of a subgraph's keys in one slot of a cluster, so that a
 * batch is one round trip and a script sees all that it needs.
 */
const PREFIX = 'mog1'

export const DROP_CHANNEL = `${PREFIX}:drop`

export function ackChannel(gateway: string): string {
  return `${PREFIX}:ack:${gateway}`
}

export function epochKey(subgraph: string): string {
  return `${PREFIX}:{${subgraph}}:epoch`
}

export function entryKey(subgraph: string, key: string): string {
  return `${PREFIX}:{${subgraph}}:e:${key}`
}

export function leaseKey(subgraph: string, name: string): string {
  return `${PREFIX}:{${subgraph}}:l:${name}`
}

/** The groups that a name drops. */
export function groupsIndex(subgraph: string, name: string): string {
  return `${PREFIX}:{${subgraph}}:x:${name}`
}

/** The entries of a group. */
export function groupIndex(subgraph: string, group: string): string {
  return `${PREFIX}:{${subgraph}}:g:${group}`
}

/** The entries that a name drops by themselves. */
export function entriesIndex(subgraph: string, name: string): string {
  return `${PREFIX}:{${subgraph}}:n:${name}`
}

/** What the replicas of a subgraph have published. */
export function publicationsKey(subgraph: string): string {
  return `${PREFIX}:{${subgraph}}:publications`
}

/** Texts of operations by their hashes; all in one slot too. */
export const TEXT_PREFIX = `${PREFIX}:{texts}:t:`

/** Which texts there are, in the order in which they came. */
export const TEXTS_ORDER = `${PREFIX}:{texts}:order`

export const TEXTS_LENGTH = `${PREFIX}:{texts}:length`

/** Tells which topic has new events. */
export const EVENTS_CHANNEL = `${PREFIX}:events`

/** The stream of a topic's events. */
export function eventsKey(subgraph: string, topic: string): string {
  return `${PREFIX}:{${subgraph}}:events:${topic}`
}

/** The last event that the stream has forgotten, or never had. */
export function eventsBaseKey(subgraph: string, topic: string): string {
  return `${PREFIX}:{${subgraph}}:events-base:${topic}`
}
