import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('joins by the real key when the client gives its name to another field', () =>
  expectAnswer({
    query: '{ museums { id: name visitors } }',
    data: { museums: [{ id: 'Macao Museum', visitors: 120 }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Museum', id: 'm1' }]] },
    stockIsWrong: 'it overwrites what the client asked for with the key',
  }))

it('joins when the client renames the key itself', () =>
  expectAnswer({
    query: '{ museums { code: id visitors id } }',
    data: { museums: [{ code: 'm1', visitors: 120, id: 'm1' }] },
    calls: { a: 1, b: 1 },
  }))

it('joins when the client gives the name of the key to a field of the other subgraph', () =>
  expectAnswer({
    query: '{ museums { id: visitors name } }',
    data: { museums: [{ id: 120, name: 'Macao Museum' }] },
    calls: { a: 1, b: 1 },
  }))
