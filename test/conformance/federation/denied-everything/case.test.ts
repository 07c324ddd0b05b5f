import { it } from 'vitest'
import { startFederation, denied } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('asks nobody when everything is denied', () =>
  expectAnswer({
    query: '{ s: secret other }',
    denied: ['s', 'other'],
    data: { s: null, other: null },
    errors: [denied('Query.secret', ['s']), denied('Query.other', ['other'])],
    calls: {},
  }))

it('does not run a mutation that is denied, and runs the others', () =>
  expectAnswer({
    query: 'mutation { wipe note }',
    denied: ['wipe'],
    data: { wipe: null, note: 1 },
    errors: [denied('Mutation.wipe', ['wipe'])],
    calls: { a: 1 },
  }))

it('answers the names of types beside what is denied', () =>
  expectAnswer({
    query: '{ secret __typename }',
    denied: ['secret'],
    data: { secret: null, __typename: 'Query' },
    errors: [denied('Query.secret', ['secret'])],
    calls: {},
  }))
