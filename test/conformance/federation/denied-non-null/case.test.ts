import { it } from 'vitest'
import { startFederation, denied } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('nulls the nearest nullable parent of a denied field that may not be null', () =>
  expectAnswer({
    query: '{ wards { id beds { id patient } } }',
    denied: ['wards.beds.patient'],
    data: { wards: [{ id: 'w1', beds: null }] },
    errors: [denied('Bed.patient', ['wards', 0, 'beds', 0, 'patient'])],
    calls: { a: 1 },
  }))

it('nulls all data when no parent may be null', () =>
  expectAnswer({
    query: '{ strict { id } }',
    denied: ['strict.id'],
    data: null,
    errors: [denied('Ward.id', ['strict', 0, 'id'])],
    calls: { a: 1 },
  }))

it('nulls the list when its items may not be null', () =>
  expectAnswer({
    query: '{ maybe { id } }',
    denied: ['maybe.id'],
    data: { maybe: null },
    errors: [denied('Ward.id', ['maybe', 0, 'id'])],
    calls: { a: 1 },
  }))
