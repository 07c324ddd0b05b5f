import { describe, expect, it } from 'vitest'
import type { UsedOperation, UseObservation } from './observation.ts'
import { p95 } from './counts.ts'
import { createReadClient } from './useClient.ts'
import { createUseCounter } from './useCounter.ts'

const NOON = Date.parse('2026-11-28T12:00:00+08:00')
const readClient = createReadClient()
const claimed = (name: string) => readClient({ 'graphql-client-name': name }, { kind: 'anonymous' })
const verified = (azp: string) => readClient({}, { kind: 'verified', claims: { azp } })

function operationOf(hash: string, coordinates: readonly string[]): UsedOperation {
  return {
    hash,
    name: undefined,
    coordinates: () => coordinates,
    coordinatesOf: ({ order }) => (typeof order === 'string' ? [`Order.${order}`] : []),
  }
}

function observe(change: Partial<UseObservation>): UseObservation {
  return {
    operation: operationOf('a', ['Query.bus', 'Bus.id']),
    variables: {},
    client: claimed('one'),
    tier: 'public',
    at: NOON,
    hasErrors: false,
    milliseconds: 3,
    ...change,
  }
}

describe('counting of use', () => {
  it('sums up by operation, client, tier and day in Macao, and expands to fields at the flush', () => {
    const counter = createUseCounter()
    const operation = operationOf('a', ['Query.bus', 'Bus.id'])
    counter.count(observe({ operation }))
    counter.count(observe({ operation, hasErrors: true, milliseconds: 40 }))
    counter.count(observe({ operation: operationOf('a', ['Query.bus', 'Bus.id']) }))
    counter.count(observe({ operation, tier: 'staff' }))
    counter.count(observe({ operation, at: Date.parse('2026-11-28T16:00:00Z') }))
    const batch = counter.drain()
    expect(batch?.documents).toEqual([{ hash: 'a', name: null, coordinates: ['Query.bus', 'Bus.id'] }])
    expect(batch?.operations.map(({ day, tier, requests, errors }) => [day, tier, requests, errors])).toEqual(
      [
        ['2026-11-28', 'public', 3, 1],
        ['2026-11-28', 'staff', 1, 0],
        ['2026-11-29', 'public', 1, 0],
      ],
    )
    expect(batch?.fields.filter(({ coordinate }) => coordinate === 'Bus.id')).toHaveLength(3)
    expect(p95(batch?.operations[0]?.buckets ?? [])).toBe(50)
    expect(counter.drain()).toBeNull()
  })

  it('counts what variables alone name for the requests that had them', () => {
    const counter = createUseCounter()
    const operation = operationOf('a', ['Query.buses'])
    counter.count(observe({ operation, variables: { order: 'NAME' } }))
    counter.count(observe({ operation, variables: { order: 'NAME' } }))
    counter.count(observe({ operation, variables: { order: 'DISTANCE' } }))
    const fields = counter.drain()?.fields.map(({ coordinate, requests }) => [coordinate, requests])
    expect(fields).toEqual([
      ['Query.buses', 3],
      ['Order.NAME', 2],
      ['Order.DISTANCE', 1],
    ])
  })

  it('tells a bounded number of claimed names apart in a day, across flushes, and no verified name less for it', () => {
    const counter = createUseCounter({ clients: 3, operations: 10, counts: 100 })
    const operation = operationOf('a', ['Query.bus'])
    for (let number = 0; number < 20; number++)
      counter.count(observe({ operation, client: claimed(`new-${number}`) }))
    counter.count(observe({ operation, client: verified('dsat-app') }))
    const named = counter.drain()?.operations.map(({ client, requests }) => [client, requests])
    expect(named).toEqual([
      ['new-0', 1],
      ['new-1', 1],
      ['new-2', 1],
      ['other', 17],
      ['dsat-app', 1],
    ])
    counter.count(observe({ operation, client: claimed('new-21') }))
    counter.count(observe({ operation, client: claimed('new-1') }))
    expect(counter.drain()?.operations.map(({ client }) => client)).toEqual(['other', 'new-1'])
  })

  it('counts the fields of operations beyond their number without telling these apart', () => {
    const counter = createUseCounter({ clients: 3, operations: 2, counts: 100 })
    for (const hash of ['a', 'b', 'c', 'd'])
      counter.count(observe({ operation: operationOf(hash, ['Bus.id']) }))
    const batch = counter.drain()
    expect(batch?.operations.map(({ hash, requests }) => [hash, requests])).toEqual([
      ['a', 1],
      ['b', 1],
      ['other', 2],
    ])
    expect(batch?.fields.map(({ coordinate, requests }) => [coordinate, requests])).toEqual([['Bus.id', 4]])
  })

  it('counts what finds no room until the next flush as dropped', () => {
    const counter = createUseCounter({ clients: 100, operations: 100, counts: 2 })
    const operation = operationOf('a', ['Bus.id'])
    for (const name of ['a', 'b', 'c', 'a']) counter.count(observe({ operation, client: claimed(name) }))
    expect([counter.takeDropped(), counter.takeDropped()]).toEqual([1, 0])
    expect(counter.drain()?.operations.map(({ requests }) => requests)).toEqual([2, 1])
  })
})
