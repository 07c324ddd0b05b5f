import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { EventBatch } from '../../../kit/events/graphEvent.ts'
import { createLog } from '../../../kit/log.ts'
import { announceEvents } from './announceEvents.ts'

it('tells what an earlier process wrote down and did not tell, though nothing has changed since', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'events-'))
  let value = 1
  const listeners: (() => void)[] = []
  const topic = {
    name: 'parks',
    tellsChanges: true,
    everySeconds: undefined,
    states: () => [{ key: 'a', state: value }],
    watch: (listener: () => void) => void listeners.push(listener),
  }
  const surroundings = { subgraph: 'city', stateDir, now: Date.now, log: createLog('test', 'silent') }
  const away = async (): Promise<string> => {
    throw new Error('The gateway is away.')
  }
  const before = announceEvents([topic], [away], surroundings)
  await before.begun
  value = 2
  for (const listener of listeners) listener()
  await before.stop()

  const told = new Promise<EventBatch>((resolve) => {
    const hear = async (batch: EventBatch): Promise<string> => {
      resolve(batch)
      return batch.events.at(-1)?.id ?? batch.after
    }
    const after = announceEvents([topic], [hear], surroundings)
    void after.begun.then(() => after.stop())
  })
  expect((await told).events.map(({ key }) => key)).toEqual(['a'])
  await rm(stateDir, { recursive: true })
})
