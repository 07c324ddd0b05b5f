import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('takes a provided field from the parent subgraph', () =>
  expectAnswer({
    query: '{ reviews { author { name } } }',
    data: { reviews: [{ author: { name: 'Ana' } }, { author: { name: 'Bo' } }] },
    calls: { a: 1 },
  }))

it('asks the owner on a way that provides nothing', () =>
  expectAnswer({
    query: '{ latest { editor { name } } }',
    data: { latest: { editor: { name: 'Bo' } } },
    calls: { a: 1, b: 1 },
  }))

it('asks the owner only for what is not provided', () =>
  expectAnswer({
    query: '{ reviews { author { name since } } }',
    data: { reviews: [{ author: { name: 'Ana', since: 1999 } }, { author: { name: 'Bo', since: 2010 } }] },
    calls: { a: 1, b: 1 },
  }))
