import { describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { createClock } from './frozenClock.ts'

const log = createLog('test', 'silent')

describe('FROZEN_CLOCK', () => {
  it('stands at its moment; whoever changes what it gave does not move it', () => {
    const clock = createClock({ FROZEN_CLOCK: '2026-11-22T14:20:00+08:00' }, log)
    clock().setFullYear(1999)
    expect(clock().toISOString()).toBe('2026-11-22T06:20:00.000Z')
  })

  it('is the real time where it is not set', () => {
    const before = Date.now()
    expect(createClock({}, log)().getTime()).toBeGreaterThanOrEqual(before)
  })

  it.each([
    ['yesterday', {}],
    ['2026-11-22T14:20:00', {}],
    ['2026-13-22T14:20:00Z', {}],
    ['2026-11-22T14:20:00Z', { NODE_ENV: 'production' }],
    ['2026-11-22T14:20:00Z', { NODE_ENV: 'staging' }],
  ])('refuses %s with %j', (text, environment) => {
    expect(() => createClock({ FROZEN_CLOCK: text, ...environment }, log)).toThrow(
      /FROZEN_CLOCK: expected .*; got /,
    )
  })
})
