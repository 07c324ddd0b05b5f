import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { runAudit } from './command.ts'
import { createOutputStore } from './outputStore.ts'
import { startAuditTrail } from './trail.ts'

const LOG = createLog('test', 'silent')
const leftovers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const leave of leftovers.splice(0).toReversed()) await leave()
})

async function openOutput(path: string): Promise<number> {
  const handle = await open(path, 'a')
  leftovers.push(() => handle.close())
  return handle.fd
}

describe('a trail on an output', () => {
  it('is one chain from the start of the process, whole lines among those of others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'audit-'))
    leftovers.push(() => rm(folder, { recursive: true }))
    const file = join(folder, 'output')
    const trail = await startAuditTrail(createOutputStore(await openOutput(file)), LOG)
    for (let number = 0; number < 250; number++) trail.append({ field: `f${number}` })
    await trail.stop()
    expect((await readFile(file, 'utf8')).endsWith('\n')).toBe(true)
    expect(await runAudit(['verify', file], {})).toMatchObject({
      exitCode: 0,
      text: expect.stringMatching(/^250 records, none edited, missing or moved\./),
    })
  })

  it('knows when nobody takes it', async () => {
    const trail = await startAuditTrail(createOutputStore(await openOutput('/dev/full')), LOG)
    trail.append({ field: 'a' })
    await expect.poll(() => trail.isKeeping()).toBe(false)
    await trail.stop()
  })
})
