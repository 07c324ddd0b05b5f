import { afterEach, expect, it } from 'vitest'
import { startCulture, startGuarded, type Answer } from './gateways.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

const RAISED = { BUDGETS: 'anonymous=999999999:999999999' }

it('sheds by 503 with Retry-After what it could not answer in time, and answers the rest whole', async () => {
  const culture = await startCulture()
  running.push(culture)
  const guarded = await startGuarded(RAISED, culture)
  running.push(guarded)
  let isOver = false
  let count = 0
  const others: Answer[] = []
  const shed: Answer[] = []
  const keepAsking = async (): Promise<void> => {
    const person = guarded.person()
    while (!isOver) {
      const answer = await person(`{ museum(id: "m${count++}") { ${'id '.repeat(200)} } }`)
      if (answer.status === 503) shed.push(answer)
      else others.push(answer)
      if (answer.status === 503) isOver = true
    }
  }
  await Promise.all(Array.from({ length: 300 }, keepAsking))
  expect(shed.length).toBeGreaterThan(0)
  for (const { code, headers } of shed) {
    // A planner that has too much to plan says so by the same code.
    expect(code).toBe('OVERLOADED')
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
  }
  expect(new Set(others.map(({ status, code }) => `${status} ${String(code)}`))).toEqual(
    new Set(['200 undefined']),
  )
}, 60_000)

it('answers 504 and not 200 when an answer is complete after the deadline', async () => {
  const culture = await startCulture(100)
  running.push(culture)
  const guarded = await startGuarded({ ...RAISED, REQUEST_DEADLINE_MS: '150' }, culture)
  running.push(guarded)
  const person = guarded.person()
  const answering = person('{ museum(id: "mam") { id } }')
  await culture.untilAsked(1)
  // A thread at work hears neither the subgraph's answer nor the deadline: both come at once afterwards.
  const end = performance.now() + 400
  while (performance.now() < end);
  expect(await answering).toMatchObject({ status: 504, code: 'DEADLINE_EXCEEDED' })
}, 30_000)
