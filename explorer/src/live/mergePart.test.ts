import { expect, it } from 'vitest'
import { mergePart, NOTHING_YET } from './mergePart.ts'

const first = {
  data: { museum: { id: 'mam' } },
  pending: [{ id: '0', path: ['museum'] }],
  extensions: { access: { denied: ['a'] } },
  hasNext: true,
}
const provenance = [{ path: 'museum', dataset: 'museums' }]
const completed = [{ id: '0' }]

it.each([
  [
    'beside its data',
    { incremental: [{ id: '0', data: { name: 'MAM' }, extensions: { provenance } }], completed },
  ],
  [
    'of the part itself',
    { incremental: [{ id: '0', data: { name: 'MAM' } }], completed, extensions: { provenance } },
  ],
])('keeps what was told, and adds what a later part tells %s', (_, part) => {
  const merged = mergePart(mergePart(NOTHING_YET, first), { ...part, hasNext: false })
  expect(merged).toEqual({
    data: { museum: { id: 'mam', name: 'MAM' } },
    errors: [],
    extensions: { access: { denied: ['a'] }, provenance },
    awaited: [],
  })
})
