import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createWarnOfUnequalLists } from './warnOfUnequalLists.ts'

it('warns once a minute for each field, with both subgraphs and lengths', () => {
  const lines: unknown[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line)) })
  let now = 0
  const warn = createWarnOfUnequalLists(log, () => now)
  const tides = { coordinate: 'Query.tides', subgraphs: ['a', 'b'], lengths: [2, 3] } as const
  warn([tides, { ...tides, coordinate: 'Query.winds' }])
  now = 59_999
  warn([tides])
  now = 60_000
  warn([tides])
  const line = { level: 40, msg: 'subgraphs gave lists of unequal lengths' }
  const { coordinate: field, ...rest } = tides
  expect(lines).toEqual([
    { ...line, field, ...rest },
    { ...line, field: 'Query.winds', ...rest },
    { ...line, field, ...rest },
  ])
})
