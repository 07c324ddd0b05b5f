import { describe, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

describe('a progressive override', () => {
  it('stays with the old owner while its label is off', () =>
    expectAnswer({
      query: '{ museums { visitors } }',
      data: { museums: [{ visitors: 100 }] },
      calls: { a: 1 },
    }))

  it('goes to the new owner while its label is on', () =>
    expectAnswer({
      query: '{ museums { visitors } }',
      labels: ['new-counters'],
      data: { museums: [{ visitors: 120 }] },
      calls: { a: 1, b: 1 },
      representations: { b: [[{ __typename: 'Museum', id: 'm1' }]] },
    }))

  it('takes no notice of labels that are not its own', () =>
    expectAnswer({
      query: '{ museums { visitors } }',
      labels: ['newer-counters'],
      data: { museums: [{ visitors: 100 }] },
      calls: { a: 1 },
    }))

  it.each([
    [[], 100, { a: 1, b: 1 }],
    [['new-counters'], 120, { b: 1 }],
  ])('holds for whatever leads to the field: with %j', (labels, visitors, calls) =>
    expectAnswer({
      query: '{ counted { visitors } }',
      labels,
      data: { counted: [{ visitors }] },
      calls,
    }),
  )

  it('is nobody’s concern where the field is denied', () =>
    expectAnswer({
      query: '{ museums { id visitors } }',
      labels: ['new-counters'],
      denied: ['museums.visitors'],
      data: null,
      errors: [DENIED],
      calls: { a: 1 },
    }))
})

const DENIED = {
  message: 'You may not see Museum.visitors.',
  path: ['museums', 0, 'visitors'],
  code: 'UNAUTHORIZED_FIELD_OR_TYPE',
}
