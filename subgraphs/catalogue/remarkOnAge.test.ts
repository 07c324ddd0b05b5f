import { expect, it } from 'vitest'
import { remarkOnAge } from './remarkOnAge.ts'

const CHANGED = '2026-11-20T09:30:00+08:00'
const SAID = `The portal says that the data set changed at ${CHANGED}`
const READ = { lastSuccessAt: '2026-11-22T14:10:00+08:00', sourceUpdatedAt: null, intervalSeconds: 3_600 }

it.each([
  [
    'that the portal changed since',
    { lastSuccessAt: '2026-11-20T09:29:59+08:00' },
    [`${SAID}, after it was last read at 2026-11-20T09:29:59+08:00.`],
  ],
  [
    'that knows nothing of the change',
    { sourceUpdatedAt: '2026-11-20T08:29:59+08:00' },
    [`${SAID}; what was read says 2026-11-20T08:29:59+08:00 of itself.`],
  ],
  ['that is behind by no more than its interval', { sourceUpdatedAt: '2026-11-20T08:30:00+08:00' }, []],
  ['that is newer than the portal says', { sourceUpdatedAt: '2026-11-21T00:00:00+08:00' }, []],
  ['that does not say of when it is', {}, []],
  ['that was never read', { lastSuccessAt: null }, []],
])('remarks upon a document %s', (_what, read, remarks) => {
  expect(remarkOnAge(CHANGED, { ...READ, ...read })).toEqual(remarks)
})

it('has nothing to compare where the portal does not say when', () => {
  expect(remarkOnAge(null, READ)).toEqual([])
})
