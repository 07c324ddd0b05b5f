import { expect, it } from 'vitest'
import { nearestName } from './nearestName.ts'

const NAMES = ['PORT', 'HOST', 'SUBGRAPH_URLS', 'SUBGRAPH_BUREAUS', 'CACHE']

it.each([
  ['SUBGRAPH_URL', 'SUBGRAPH_URLS'],
  ['SUBGRAPHS_URLS', 'SUBGRAPH_URLS'],
  ['SUBGRAHP_URLS', 'SUBGRAPH_URLS'],
  ['subgraph_urls', 'SUBGRAPH_URLS'],
  ['CAHCE', 'CACHE'],
  ['POTR', 'PORT'],
])('takes %s for %s', (typed, meant) => expect(nearestName(typed, NAMES)).toBe(meant))

it.each(['HOME', 'PATH', 'SUBGRAPH', 'HOSTNAME', ''])('takes %s for itself', (typed) =>
  expect(nearestName(typed, NAMES)).toBeUndefined(),
)
