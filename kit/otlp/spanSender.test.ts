import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { Posted } from './post.ts'
import { startSpanSender } from './spanSender.ts'

const COUNT = 20_000
const TEXT = JSON.stringify({ name: 'x'.repeat(800) })

/** Many spans, and what is sent of them. */
async function sendMany(answer: () => Posted) {
  const lines: Readonly<Record<string, unknown>>[] = []
  const sizes: number[] = []
  const sender = startSpanSender({
    async post(_, body) {
      sizes.push(body.length)
      return answer()
    },
    log: pino({}, { write: (line) => void lines.push(JSON.parse(line)) }),
    serviceName: 'test',
    instanceId: 'one',
    now: () => 0,
  })
  for (let index = 0; index < COUNT; index++) {
    if (index % 100 === 0) await setImmediate()
    sender.send(TEXT)
  }
  await sender.stop()
  return { lines, sizes }
}

it('traces that are not taken have a bound, and all that are dropped are counted', async () => {
  const { lines, sizes } = await sendMany(() => 'again')
  expect(lines.map(({ msg }) => msg)).toEqual(['traces dropped', 'traces dropped'])
  expect(lines.reduce((sum, line) => sum + Number(line['gateway.dropped']), 0)).toBe(COUNT)
  expect(Math.max(...sizes)).toBeLessThan(600_000)
  // Who does not take them is not asked with each request.
  expect(sizes.length).toBeLessThan(10)
})

it('traces that are taken are sent in batches, and none is dropped', async () => {
  const { lines, sizes } = await sendMany(() => 'taken')
  expect(lines).toEqual([])
  expect(sizes.length).toBeGreaterThan(5)
  expect(Math.max(...sizes)).toBeLessThan(600_000)
})
