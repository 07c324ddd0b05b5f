import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { DATA_SETS_FILE, keepDataSets } from './dataSets.ts'

const STOPS = { id: 'stops', title: null, bureau: { id: 'dsat', name: null }, licence: null }
const log = createLog('test', 'silent')

describe('the register of data sets', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-sets-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const supergraph = () => join(folder, 'supergraph.graphql')
  const write = (text: string) => writeFile(join(folder, DATA_SETS_FILE), text)
  const swaps: (() => void)[] = []
  const graphs = { onSwap: (listener: (next: never) => void) => void swaps.push(listener as () => void) }

  it('is empty where none stands beside the supergraph', async () => {
    expect((await keepDataSets(supergraph(), graphs, log))().size).toBe(0)
  })

  it('ends the start with what is wrong in it, and where', async () => {
    await write(JSON.stringify([{ ...STOPS, licence: 4 }]))
    await expect(keepDataSets(supergraph(), graphs, log)).rejects.toThrow(
      /data-sets\.json: expected the data sets as "npm run compose" writes them; .*expected string, received number[\s\S]*\[0\]\.licence/,
    )
  })

  it('is read again with the next supergraph, and stays as it was where the next is broken', async () => {
    await write(JSON.stringify([STOPS]))
    const current = await keepDataSets(supergraph(), graphs, log)
    await write(JSON.stringify([{ ...STOPS, licence: 'CC BY 4.0' }]))
    swaps.at(-1)?.()
    await expect.poll(() => current().get('stops')?.licence).toBe('CC BY 4.0')
    const complaints = vi.spyOn(log, 'error')
    await write('[')
    swaps.at(-1)?.()
    await expect.poll(() => complaints.mock.calls.length).toBe(1)
    expect(current().get('stops')?.licence).toBe('CC BY 4.0')
  })
})
