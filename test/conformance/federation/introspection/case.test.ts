import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers introspection without asking anyone', () =>
  expectAnswer({
    query: `query ($all: Boolean!) {
      __type(name: "Museum") { name fields(includeDeprecated: $all) { name isDeprecated } }
      __schema { queryType { description fields { name description args { defaultValue } } } }
    }`,
    variables: { all: true },
    data: {
      __type: {
        name: 'Museum',
        fields: [
          { name: 'id', isDeprecated: false },
          { name: 'name', isDeprecated: true },
          { name: 'title', isDeprecated: false },
        ],
      },
      __schema: {
        queryType: {
          description: 'What one may ask.',
          fields: [{ name: 'museums', description: 'All museums.', args: [{ defaultValue: '3' }] }],
        },
      },
    },
    calls: {},
  }))

it('answers introspection and data in one operation, in the order of the client', () =>
  expectAnswer({
    query:
      '{ t: __type(name: "Museum") { kind } museums { title } __schema { mutationType { name } } none: __type(name: "Nothing") { kind } }',
    data: {
      t: { kind: 'OBJECT' },
      museums: [{ title: 'The Macao Museum' }],
      __schema: { mutationType: null },
      none: null,
    },
    calls: { a: 1, b: 1 },
  }))

it('shows nothing of federation', () =>
  expectAnswer({
    query: `{
      entity: __type(name: "_Entity") { name }
      graph: __type(name: "join__Graph") { name }
      __type(name: "Query") { fields { name } }
    }`,
    data: { entity: null, graph: null, __type: { fields: [{ name: 'museums' }] } },
    calls: {},
  }))
