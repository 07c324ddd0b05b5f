import { expect, it } from 'vitest'
import type { Projected } from '../project/projected.ts'
import { ExecutionMemo, findStart, stepOn, type MemoStep } from './executionMemo.ts'

const createPlan = () => ({ starts: new Map<string, MemoStep>() })

it('finds the same start for the same variables of one plan, and no other', () => {
  const plan = createPlan()
  const start = findStart(plan, { n: 1 })
  expect(findStart(plan, { n: 1 })).toBe(start)
  expect(findStart(plan, { n: 2 })).not.toBe(start)
  expect(findStart(createPlan(), { n: 1 })).not.toBe(start)
})

it('starts nowhere with variables that would take long to compare', () => {
  expect(findStart(createPlan(), { n: 'x'.repeat(5_000) })).toBeUndefined()
})

it('comes to the same step with the same answer, and to another with another', () => {
  const start = startOf()
  const [one, other] = [{}, {}]
  expect(stepOn(start, one)).toBe(stepOn(start, one))
  expect(stepOn(start, one)).not.toBe(stepOn(start, other))
})

it('forgets the oldest answers when they are too many together', () => {
  const memo = new ExecutionMemo(64 * 1024 * 1024)
  const steps = Array.from({ length: 5 }, () => startOf())
  const body = Buffer.alloc(20 * 1024 * 1024)
  const large: Projected = { envelope: body, errors: [], suppressedErrorCount: 0, deniedCounts: new Map() }
  for (const step of steps) memo.rememberAnswer(step, large)
  expect(steps.map(({ answer }) => answer !== undefined)).toEqual([false, false, true, true, true])
})

function startOf() {
  const start = findStart(createPlan(), {})
  if (start === undefined) throw new Error('expected a start')
  return start
}
