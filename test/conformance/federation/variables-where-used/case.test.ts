import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { ask } = startFederation([a, b])

it('sends each subgraph the variables that it uses, and no other', async () => {
  const { requests } = await ask({
    query:
      'query ($n: Int, $w: Int, $h: Int) { hotels(first: $n) { photo(size: { width: $w, height: $h }) } }',
    variables: { n: 1, w: 2, h: 3 },
  })
  expect(requests.map(({ subgraph, variables }) => [subgraph, variables])).toEqual([
    ['a', { n: 1 }],
    ['b', { representations: [{ __typename: 'Hotel', id: 'h1' }], w: 2, h: 3 }],
  ])
})
