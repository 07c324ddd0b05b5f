import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer, expectRefusal } = startFederation([a])

it('coerces each variable as its type says', () =>
  expectAnswer({
    query: `query ($int: Int, $float: Float, $id: ID, $flag: Boolean, $list: [Int!], $deep: [[String]], $kind: Kind) {
      echo(int: $int, float: $float, id: $id, flag: $flag, list: $list, deep: $deep, kind: $kind)
    }`,
    variables: { int: 3, float: 3, id: 7, flag: false, list: 5, deep: ['x', null], kind: 'A' },
    data: { echo: '{"int":3,"float":3,"id":"7","flag":false,"list":[5],"deep":[["x"],null],"kind":"A"}' },
    calls: { a: 1 },
  }))

it('coerces nested input objects', () =>
  expectAnswer({
    query: 'query ($input: In!) { echo(input: $input) }',
    variables: { input: { id: 1, more: { id: 'x', kind: 'A', limit: null } } },
    data: { echo: '{"input":{"id":"1","kind":"B","more":[{"id":"x","kind":"A","limit":null}],"limit":10}}' },
    calls: { a: 1 },
  }))

it('refuses a value that is not of its type', () =>
  expectRefusal(
    'query ($input: In!) { echo(input: $input) }',
    'Variable "$input" got invalid value "ten" at "input.limit"; Int cannot represent non-integer value: "ten"',
    { input: { id: 1, limit: 'ten' } },
  ))

it('refuses a required variable that is not given', () =>
  expectRefusal(
    'query ($input: In!) { echo(input: $input) }',
    'Variable "$input" of required type "In!" was not provided.',
    {},
  ))
