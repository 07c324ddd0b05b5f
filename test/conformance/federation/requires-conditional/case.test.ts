import { it } from 'vitest'
import { startFederation } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

const query = 'query ($short: Boolean!) { stops { shelter label @skip(if: $short) } }'

it('answers the siblings of a skipped field whose requirement is skipped with it', () =>
  expectAnswer({
    query,
    variables: { short: true },
    data: { stops: [{ shelter: true }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it drops the whole entity when an input of a skipped field is missing',
  }))

it('answers all of them when nothing is skipped', () =>
  expectAnswer({
    query,
    variables: { short: false },
    data: { stops: [{ shelter: true, label: 'Stop Barrier Gate' }] },
    calls: { a: 1, b: 1 },
  }))
