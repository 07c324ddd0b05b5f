import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('keeps arguments apart that differ between exclusive types', () =>
  expectAnswer({
    query: `{
      places {
        ... on Hotel { photo { url(width: 100) } }
        ... on Museum { photo { url(width: 900) } }
      }
    }`,
    data: { places: [{ photo: { url: 'p1-100.png' } }, { photo: { url: 'p2-900.png' } }] },
    calls: { a: 1, b: 1 },
    stockIsWrong: 'it sends both fetches for the photos of both types',
  }))
