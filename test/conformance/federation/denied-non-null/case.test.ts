import { it } from 'vitest'
import { startFederation, DENIED, UNAUTHORIZED } from '../../../kit/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls the nearest nullable parent of a denied field that may not be null', () =>
  expectAnswer({
    query: '{ wards { id beds { id patient } } }',
    denied: ['wards.beds.patient'],
    data: { wards: [{ id: 'w1', beds: null }] },
    errors: [{ message: DENIED, path: ['wards', 0, 'beds', 0, 'patient'], code: UNAUTHORIZED }],
    calls: { a: 1 },
  }))

it('nulls all data when no parent may be null', () =>
  expectAnswer({
    query: '{ strict { id } }',
    denied: ['strict.id'],
    data: null,
    errors: [{ message: DENIED, path: ['strict', 0, 'id'], code: UNAUTHORIZED }],
    calls: { a: 1 },
  }))

it('nulls the list when its items may not be null', () =>
  expectAnswer({
    query: '{ maybe { id } }',
    denied: ['maybe.id'],
    data: { maybe: null },
    errors: [{ message: DENIED, path: ['maybe', 0, 'id'], code: UNAUTHORIZED }],
    calls: { a: 1 },
  }))
