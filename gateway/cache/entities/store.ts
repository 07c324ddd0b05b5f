import type { Entry, Placed, Value } from './entry.ts'
import { decideLifetime } from '../rules/lifetime.ts'
import { covers } from './varying.ts'
import type { SubgraphAnswer } from '../../subgraphs/subgraphFetcher.ts'
import { look, type AnswerCache, type Looked } from './lookup.ts'
import { isObject } from './reduceRequest.ts'
import { schemaOf } from '../rules/cacheRules.ts'
import type { Cacheable, Keeping } from './cacheUnits.ts'

/** A unit that was asked about, with what came. */
export interface Came {
  readonly before: Looked
  readonly value: unknown
}

export interface KeptAll {
  readonly looked: readonly Looked[]
  /** What was kept, for the level that all gateways share. */
  readonly placed: readonly Placed[]
  /** Why something was not. */
  readonly reason: string | undefined
}

/** Keeps what came, each unit by itself, for as long as schema and subgraph allow. Answers with errors are never kept. */
export function keepAll(
  cache: AnswerCache,
  request: Cacheable,
  answer: SubgraphAnswer,
  askedAt: number,
  isOvertaken: boolean,
  came: readonly Came[],
): KeptAll {
  const placed: Placed[] = []
  const bytes = Math.ceil(answer.bytes / Math.max(1, came.length))
  let reason = reasonOf(answer, isOvertaken)
  const isSound = reason === undefined
  if (isSound) learnVarying(cache, request, answer)
  const looked = came.map(({ before: { unit }, value }): Looked => {
    const unkept = { unit, value, entry: undefined, held: undefined, freshness: 'dead' } as const
    if (!isSound || unit.keeping === undefined || !isValue(value)) return unkept
    const entry = makeEntry(cache, request, answer, askedAt, unit.keeping, value)
    if ('reason' in entry) {
      reason ??= entry.reason
      return unkept
    }
    const { key, group, names } = unit.keeping
    const one = { key, group, names: names(), entry }
    placed.push(one)
    return look(cache, unit, entry, cache.memory.set(one, bytes || JSON.stringify(value).length), askedAt)
  })
  return { looked, placed, reason }
}

function reasonOf({ errors }: SubgraphAnswer, isOvertaken: boolean): string | undefined {
  if (errors.length > 0) return 'the answer has errors'
  return isOvertaken ? 'it was invalidated while it was being fetched' : undefined
}

function isValue(value: unknown): value is Value {
  return value === null || isObject(value)
}

function learnVarying(
  { varying }: AnswerCache,
  { subgraph, caching }: Cacheable,
  { statement }: SubgraphAnswer,
): void {
  if (statement?.isForbidden !== true)
    varying.learn(subgraph, schemaOf(subgraph, caching.rules), statement?.varies)
}

function makeEntry(
  cache: AnswerCache,
  { subgraph, headers }: Cacheable,
  { statement }: SubgraphAnswer,
  askedAt: number,
  { hint, isPersonal, varies }: Keeping,
  value: Value,
): Entry | { readonly reason: string } {
  if (Object.keys(headers).length > 0 && !covers(varies, statement?.varies))
    return { reason: 'it varies by headers by which it was not told apart' }
  const isNegative = value === null || Object.values(value).every((field) => field === null)
  const answered = { subgraph, hint, statement, isNegative, isPersonal }
  const lifetime = decideLifetime(answered, cache.defaults, cache.random)
  if ('reason' in lifetime) return lifetime
  return { value, bornAt: askedAt - (statement?.age ?? 0) * 1_000, ...lifetime }
}
