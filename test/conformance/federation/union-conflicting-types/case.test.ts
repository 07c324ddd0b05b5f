import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers members whose fields of one name have other types, each under its own name', () =>
  expectAnswer({
    query: '{ items { ... on Stop { code } ... on Route { text: code } ... on Line { parts: code } } }',
    data: { items: [{ code: 12 }, { text: '3X' }, { parts: ['L', '1'] }] },
    calls: { a: 1 },
  }))
