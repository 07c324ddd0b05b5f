import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer, expectRefusal } = startFederation([a, b])

it('joins by a key that clients cannot see', () =>
  expectAnswer({
    query: '{ museums { name shelfMark } }',
    data: { museums: [{ name: 'Macao Museum', shelfMark: 'MM-7' }] },
    calls: { a: 1, b: 1 },
    representations: { b: [[{ __typename: 'Museum', code: 7 }]] },
  }))

it('refuses a client that asks for it', () =>
  expectRefusal('{ museums { code } }', 'Cannot query field "code" on type "Museum".'))

it('does not show it to introspection', () =>
  expectAnswer({
    query: '{ __type(name: "Museum") { fields { name } } }',
    data: { __type: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'shelfMark' }] } },
    calls: {},
  }))
