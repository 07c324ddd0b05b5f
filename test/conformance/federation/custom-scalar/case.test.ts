import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { value } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it('passes any JSON through untouched', () =>
  expectAnswer({
    query: '{ things { extra } }',
    data: { things: [{ extra: value }] },
    calls: { a: 1 },
  }))

it('passes it through a requirement untouched', () =>
  expectAnswer({
    query: '{ things { copy } }',
    data: { things: [{ copy: value }] },
    calls: { a: 1, b: 1 },
  }))

it('passes it through a variable and an argument untouched', () =>
  expectAnswer({
    query: 'query ($v: JSON) { echo(value: $v) again: echo(value: { a: [1, "x", null], b: { c: $v } }) }',
    variables: { v: value },
    data: { echo: value, again: { a: [1, 'x', null], b: { c: value } } },
    calls: { a: 1 },
  }))
