import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes names of the object prototype for plain aliases', () =>
  expectAnswer({
    query:
      '{ constructor: museums { toString: name hasOwnProperty: visitors valueOf: guide { then: name } } }',
    data: JSON.parse(
      '{"constructor":[{"toString":"Macao Museum","hasOwnProperty":120,"valueOf":{"then":"Ana"}}]}',
    ),
    calls: { a: 1, b: 1 },
  }))

it('takes __proto__ for a plain alias, at the root, in an entity and of an object', () =>
  expectAnswer({
    query: '{ __proto__: museums { __proto__: guide { __proto__: name } visitors id } }',
    data: {
      ['__proto__']: [{ ['__proto__']: { ['__proto__']: 'Ana' }, visitors: 120, id: 'm1' }],
    },
    calls: { a: 1, b: 1 },
  }))

it('leaves the prototype of all objects as it was', async () => {
  await expectAnswer({
    query:
      '{ __proto__: museum(id: "m1") { polluted: name } constructor: museum(id: "m1") { prototype: guide { polluted: name } } }',
    data: {
      ['__proto__']: { polluted: 'Macao Museum' },
      constructor: { prototype: { polluted: 'Ana' } },
    },
    calls: { a: 1, b: 1 },
  })
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(Reflect.get(Object, 'polluted')).toBeUndefined()
})
