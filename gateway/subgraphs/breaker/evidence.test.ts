import { expect, it } from 'vitest'
import { Evidence } from './evidence.ts'

/** `count` failures of as many clients with as many plans as the volume needs, from `start` on, so far apart. */
function fail(evidence: Evidence, count: number, start: number, apartMs: number): void {
  for (let at = 0; at < count; at++)
    evidence.fail(`client-${at % 4}`, `{name a${at % 4}: name}`, start + at * apartMs)
}

it('counts what comes slowly too: a few clients whose calls all hang for seconds', () => {
  const evidence = new Evidence()
  fail(evidence, 10, 1_000, 900)
  expect(evidence.verdict()).toBe('ill')
})

it('forgets what is older than two turns', () => {
  const evidence = new Evidence()
  fail(evidence, 9, 1_000, 0)
  fail(evidence, 2, 25_000, 0)
  expect(evidence.verdict()).toBe('sound')
  fail(evidence, 8, 25_000, 0)
  expect(evidence.verdict()).toBe('ill')
  evidence.forget()
  expect(evidence.verdict()).toBe('sound')
})

it('is doubtful where few calls fail, and sound where fewer do or more are answered', () => {
  const evidence = new Evidence()
  fail(evidence, 2, 1_000, 0)
  expect(evidence.verdict()).toBe('sound')
  fail(evidence, 1, 1_000, 0)
  expect(evidence.verdict()).toBe('doubtful')
  for (let at = 0; at < 4; at++) evidence.succeed(`client-${at}`, `{name a${at}: name}`, 1_000)
  expect(evidence.verdict()).toBe('sound')
})

it('is about what remains without the worst client and the worst plan', () => {
  const byOneClient = new Evidence()
  for (let at = 0; at < 100; at++) byOneClient.fail('mallory', `{a${at}}`, 1_000)
  expect(byOneClient.verdict()).toBe('doubtful')
  for (let at = 0; at < 3; at++) byOneClient.succeed('client-1', '{name}', 1_000)
  expect(byOneClient.verdict()).toBe('sound')
  const byOnePlan = new Evidence()
  for (let at = 0; at < 100; at++) byOnePlan.fail(`client-${at}`, '{heavy}', 1_000)
  expect(byOnePlan.verdict()).toBe('doubtful')
  for (let at = 0; at < 3; at++) byOnePlan.fail('client-1', `{a${at}}`, 1_000)
  expect(byOnePlan.verdict()).toBe('ill')
})
