import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { ask } = startFederation([a, b])

it('tells that two subgraphs disagree on the length of a list, besides what it answers', async () => {
  const { unequalLists, requests } = await ask({ query: '{ t: tides { time height } }' })
  expect(requests).toHaveLength(2)
  expect(unequalLists).toHaveLength(1)
  const [{ coordinate, subgraphs, lengths } = { coordinate: '', subgraphs: [], lengths: [] }] = unequalLists
  expect(coordinate).toBe('Query.tides')
  expect(subgraphs.map((name, index) => [name, lengths[index]]).sort()).toEqual([
    ['a', 2],
    ['b', 3],
  ])
})

it('tells nothing where one subgraph is asked', async () => {
  expect((await ask({ query: '{ tides { height } }' })).unequalLists).toEqual([])
})
