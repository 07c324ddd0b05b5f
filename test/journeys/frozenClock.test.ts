import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { createClient } from '../kit/client.ts'
import { examples, findExample } from '../kit/examples.ts'
import { build } from '../kit/process.ts'

beforeAll(build)

/** What the process of `npm start` answers to these examples, byte for byte. */
async function answersOf(
  environment: Readonly<Record<string, string>>,
  asked = examples,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'frozen-'))
  const started = spawn(process.execPath, [fromRoot('dist/gateway/allInOne.js')], {
    env: { ...process.env, ...environment, PORT: '0', STATE_DIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    for await (const line of createInterface({ input: started.stdout })) {
      const url = /(http:\/\/[^/\s]+)\/graphql/.exec(line)?.[1]
      if (url === undefined) continue
      const client = createClient(url)
      const answers: string[] = []
      for (const { text } of asked) {
        const { body } = await client.send('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: text, extensions: { provenance: true } }),
        })
        answers.push(body)
      }
      return answers
    }
    throw new Error('The process ended before it answered.')
  } finally {
    started.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

it('two starts at two times answer every example alike where the clock is frozen', async () => {
  const frozen = { FROZEN_CLOCK: '2026-11-22T14:20:00+08:00' }
  const first = await answersOf(frozen)
  const second = await answersOf(frozen)
  expect(second).toEqual(first)
  expect(first.some((answer) => answer.includes('"errors"'))).toBe(false)
  // The clock of another day gives other answers, or it were not looked at.
  const at = examples.findIndex(({ name }) => name === 'museums-open-near-parking')
  const nextNight = { FROZEN_CLOCK: '2026-11-23T03:00:00+08:00' }
  expect(await answersOf(nextNight, [findExample('museums-open-near-parking')])).not.toEqual([first[at]])
})
