import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { c } from './c.subgraph.ts'

const { expectAnswer } = startFederation([a, b, c])

it('requires a field that a third subgraph adds to another entity', () =>
  expectAnswer({
    query: '{ guides { greeting } }',
    data: { guides: [{ greeting: 'Welcome to Macao' }] },
    calls: { a: 1, b: 1, c: 1 },
  }))
