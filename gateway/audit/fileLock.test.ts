import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireFileLock } from './fileLock.ts'

const TIMES = { renewal: 20, watch: 200 }

let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
  file = join(folder, 'audit.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

/** A lock as another holder has left it, who differs from us in these respects. */
async function leaveLock(differences: object): Promise<void> {
  const own = await acquireFileLock(file, TIMES)
  const text = await readFile(`${file}.lock`, 'utf8')
  await own.release()
  await writeFile(`${file}.lock`, JSON.stringify({ ...JSON.parse(text), ...differences }))
}

/** A process that has ended; its number is free for others. */
async function findDeadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('a lock of a file', () => {
  it('is one process at a time, and leaves nothing behind', async () => {
    const first = await acquireFileLock(file, TIMES)
    await expect(acquireFileLock(file, TIMES)).rejects.toThrow(`the one of process ${process.pid} at `)
    expect(await first.isHeld()).toBe(true)
    await first.release()
    const second = await acquireFileLock(file, TIMES)
    await second.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('is taken over from a process that is dead', async () => {
    await leaveLock({ token: 'other', pid: await findDeadPid() })
    const lock = await acquireFileLock(file, TIMES)
    expect(await lock.isHeld()).toBe(true)
    await lock.release()
  })

  it('is taken over from a process whose number another has now', async () => {
    await leaveLock({ token: 'other', pid: process.pid, began: '1' })
    const lock = await acquireFileLock(file, TIMES)
    expect(await lock.isHeld()).toBe(true)
    await lock.release()
  })

  it('is one of those who find the same dead holder, however many try', async () => {
    await leaveLock({ token: 'other', pid: await findDeadPid() })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => acquireFileLock(file, TIMES)))
    const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const held = await Promise.all(won.map((lock) => lock.isHeld()))
    expect(held.filter(Boolean)).toHaveLength(1)
    for (const lock of won) await lock.release()
  })

  describe('whose holder cannot be seen from here', () => {
    it('is taken over when it stands still', async () => {
      await leaveLock({ token: 'other', place: 'another machine' })
      const lock = await acquireFileLock(file, TIMES)
      expect(await lock.isHeld()).toBe(true)
      await lock.release()
    })

    it('is left to it while it shows that it lives', async () => {
      await leaveLock({ token: 'other', place: 'another machine' })
      let seconds = 0
      const renewing = setInterval(() => void utimes(`${file}.lock`, ++seconds, seconds), TIMES.renewal)
      await expect(acquireFileLock(file, TIMES)).rejects.toThrow(
        `the one of process ${process.pid} at another (`,
      )
      clearInterval(renewing)
    })

    it('is taken over though it cannot be read, when it stands still', async () => {
      await writeFile(`${file}.lock`, 'nobody')
      const lock = await acquireFileLock(file, TIMES)
      expect(await lock.isHeld()).toBe(true)
      await lock.release()
    })
  })

  it('shows that its holder lives', async () => {
    const lock = await acquireFileLock(file, TIMES)
    await utimes(`${file}.lock`, 1, 1)
    await expect.poll(async () => (await stat(`${file}.lock`)).mtimeMs).toBeGreaterThan(1_000)
    await lock.release()
  })
})
