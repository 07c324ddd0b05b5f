import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('knows the name of the root type without asking anyone', async () => {
  await expectAnswer({
    query: '{ __typename again: __typename }',
    data: { __typename: 'Query', again: 'Query' },
    calls: {},
  })
  await expectAnswer({ query: 'mutation { __typename }', data: { __typename: 'Mutation' }, calls: {} })
})

it('mixes it with data', () =>
  expectAnswer({
    query: 'mutation { kind: __typename noop }',
    data: { kind: 'Mutation', noop: true },
    calls: { a: 1 },
  }))

it('answers the type of objects at any depth', () =>
  expectAnswer({
    query: '{ museum { __typename guide { __typename } } __typename }',
    data: { museum: { __typename: 'Museum', guide: { __typename: 'Guide' } }, __typename: 'Query' },
    calls: { a: 1, b: 1 },
  }))
