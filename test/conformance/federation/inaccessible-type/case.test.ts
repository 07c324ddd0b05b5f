import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers null, with an error, for an object of a type that clients cannot see', () =>
  expectAnswer({
    query: '{ results { __typename ... on Stop { name } } }',
    data: { results: [{ __typename: 'Stop', name: 'Guia' }, null] },
    errors: [
      {
        message: 'A subgraph gave an object that is no Result of this schema.',
        path: ['results', 1],
        code: 'SUBGRAPH_MALFORMED',
      },
    ],
    calls: { a: 1 },
    stockIsWrong: 'it keeps silent about it',
  }))
