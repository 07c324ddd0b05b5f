import { it } from 'vitest'
import { startFederation, DENIED, UNAUTHORIZED } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('asks nobody when everything is denied', () =>
  expectAnswer({
    query: '{ s: secret other }',
    denied: ['s', 'other'],
    data: { s: null, other: null },
    errors: [
      { message: DENIED, path: ['s'], code: UNAUTHORIZED },
      { message: DENIED, path: ['other'], code: UNAUTHORIZED },
    ],
    calls: {},
  }))

it('does not run a mutation that is denied, and runs the others', () =>
  expectAnswer({
    query: 'mutation { wipe note }',
    denied: ['wipe'],
    data: { wipe: null, note: 1 },
    errors: [{ message: DENIED, path: ['wipe'], code: UNAUTHORIZED }],
    calls: { a: 1 },
  }))

it('answers the names of types beside what is denied', () =>
  expectAnswer({
    query: '{ secret __typename }',
    denied: ['secret'],
    data: { secret: null, __typename: 'Query' },
    errors: [{ message: DENIED, path: ['secret'], code: UNAUTHORIZED }],
    calls: {},
  }))
