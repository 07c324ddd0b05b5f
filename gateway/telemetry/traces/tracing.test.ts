import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createRecord } from '../record.ts'
import type { Posted } from '../otlp/post.ts'
import { createReadClient } from '../use/useClient.ts'
import { startTracing } from './tracing.ts'

const COUNT = 20_000

/** Many requests, each of which is traced, and what is sent of them. */
async function traceMany(answer: () => Posted) {
  const lines: Readonly<Record<string, unknown>>[] = []
  const sizes: number[] = []
  const tracing = startTracing(
    { endpoint: '', headers: {}, serviceName: 'test', traceRatio: 1, metricIntervalMs: 1 },
    {
      async post(_, body) {
        sizes.push(body.length)
        return answer()
      },
      log: pino({}, { write: (line) => void lines.push(JSON.parse(line)) }),
      instanceId: 'one',
      readClient: createReadClient(),
      now: () => 0,
      random: () => 0,
    },
  )
  for (let index = 0; index < COUNT; index++) {
    if (index % 100 === 0) await setImmediate()
    tracing.write(
      createRecord('page', 'id', { method: 'GET', path: '/', headers: {}, trace: tracing.begin({}) }),
    )
  }
  await tracing.stop()
  return { lines, sizes }
}

it('traces that are not taken have a bound, and all that are dropped are counted', async () => {
  const { lines, sizes } = await traceMany(() => 'again')
  expect(lines.map(({ msg }) => msg)).toEqual(['traces dropped', 'traces dropped'])
  expect(lines.reduce((sum, line) => sum + Number(line['gateway.dropped']), 0)).toBe(COUNT)
  expect(Math.max(...sizes)).toBeLessThan(600_000)
  // Who does not take them is not asked with each request.
  expect(sizes.length).toBeLessThan(10)
})

it('traces that are taken are sent in batches, and none is dropped', async () => {
  const { lines, sizes } = await traceMany(() => 'taken')
  expect(lines).toEqual([])
  expect(sizes.length).toBeGreaterThan(5)
  expect(Math.max(...sizes)).toBeLessThan(600_000)
})
