import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes a field provided on an interface', () =>
  expectAnswer({
    query: '{ loans { item { title } } }',
    data: { loans: [{ item: { title: 'Tea' } }, { item: { title: 'Salt' } }] },
    calls: { a: 1 },
  }))

it('asks the owner of each type where nothing is provided', () =>
  expectAnswer({
    query: '{ plain { other { title } } }',
    data: { plain: [{ other: { title: 'book x1' } }, { other: { title: 'film x2' } }] },
    calls: { a: 1, b: 1 },
  }))
