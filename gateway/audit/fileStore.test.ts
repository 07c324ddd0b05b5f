import { appendFile, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { CHAIN_START, sealLine } from './chain.ts'
import { runAudit } from './command.ts'
import { createFileStore } from './fileStore.ts'
import { startAuditTrail, type AuditStore } from './trail.ts'

const LOG = createLog('test', 'silent')
const PLENTY = 1_000_000

let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
  file = join(folder, 'audit.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

/** Starts a trail, keeps these records, and stops it. */
async function keep(...fields: readonly string[]): Promise<void> {
  const trail = await startAuditTrail(createFileStore(file, PLENTY), LOG)
  for (const field of fields) trail.append({ field })
  await trail.stop()
}

async function fieldsOf(name = file): Promise<readonly string[]> {
  const lines = (await readFile(name, 'utf8')).trimEnd().split('\n')
  return lines.map((line) => /"field":"([^"]*)"/.exec(line)?.[1] ?? line)
}

describe('a trail in a file', () => {
  it('keeps records in their order, for its owner alone', async () => {
    await keep('a', 'b', 'c')
    expect(await fieldsOf()).toEqual(['a', 'b', 'c'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await runAudit(['verify', file], {})).toMatchObject({
      exitCode: 0,
      text: expect.stringMatching(
        /^3 records, none edited, missing or moved\. The last is record 3, [0-9a-f]{64}\.\n$/,
      ),
    })
  })

  it('goes on where it ended when the process starts again', async () => {
    await keep('a', 'b')
    await keep('c')
    await keep('d')
    expect(await fieldsOf()).toEqual(['a', 'b', 'c', 'd'])
    expect(await runAudit(['verify', file], {})).toMatchObject({ exitCode: 0 })
  })

  it('goes on after a line that was cut off when the process died, and says so', async () => {
    await keep('a', 'b')
    await appendFile(file, '{"audit":3,"prev')
    await keep('c')
    expect(await runAudit(['verify', file], {})).toEqual({
      exitCode: 0,
      text: expect.stringMatching(
        /^.*audit\.jsonl:3: cut off when the process died; the next line says so\.\n3 records, none/,
      ),
    })
  })

  it('goes on after a last line that lacks only its end', async () => {
    await keep('a', 'b')
    await writeFile(file, (await readFile(file, 'utf8')).trimEnd())
    await keep('c')
    expect(await fieldsOf()).toEqual(['a', 'b', 'c'])
    expect(await runAudit(['verify', file], {})).toMatchObject({ exitCode: 0 })
  })

  it('does not go on after a line that is none', async () => {
    await writeFile(file, 'hello\n')
    await expect(startAuditTrail(createFileStore(file, PLENTY), LOG)).rejects.toThrow(
      /audit\.jsonl: expected audit lines; its last line is none/,
    )
  })

  it('is set aside past its size, and the chain goes through all its files', async () => {
    const trail = await startAuditTrail(createFileStore(file, 1), LOG)
    for (const field of ['a', 'b']) {
      trail.append({ field })
      await expect.poll(() => readdir(folder)).toContain(`audit.jsonl.00000000000${field === 'a' ? 1 : 2}`)
    }
    await trail.stop()
    await keep('c')
    const files = (await readdir(folder)).toSorted()
    expect(files).toEqual(['audit.jsonl', 'audit.jsonl.000000000001', 'audit.jsonl.000000000002'])
    const inOrder = [...files.slice(1), 'audit.jsonl'].map((name) => join(folder, name))
    expect(await runAudit(['verify', ...inOrder], {})).toMatchObject({
      exitCode: 0,
      text: /^3 records, none/,
    })
    const [first = '', , last = ''] = inOrder
    expect(await runAudit(['verify', first, last], {})).toEqual({
      exitCode: 1,
      text: `${last}:1: record 2 is missing before this line.\n1 of 2 records do not fit the chain.\n`,
    })
  })

  it('is not shared: who finds lines of another process stops writing', async () => {
    const mine = await startAuditTrail(createFileStore(file, PLENTY), LOG)
    await appendFile(file, `${sealLine(CHAIN_START, { field: 'theirs' }).line}\n`)
    mine.append({ field: 'mine' })
    await mine.stop()
    expect(mine.isKeeping()).toBe(false)
    expect(await fieldsOf()).toEqual(['theirs'])
  })

  it('is not shared: a second process is refused, and named', async () => {
    const first = await startAuditTrail(createFileStore(file, PLENTY), LOG)
    await expect(startAuditTrail(createFileStore(file, PLENTY), LOG)).rejects.toThrow(
      new RegExp(
        `^expected a file that no other process writes to; got .*, the one of process ${process.pid} at `,
      ),
    )
    await first.stop()
    await keep('after it')
    expect(await readdir(folder)).toEqual(['audit.jsonl'])
  })

  it.each([
    ['was removed', () => rm(file)],
    ['was renamed by another hand', () => rename(file, `${file}.old`)],
  ])('goes on in a file that is there when the open one %s, and tells of the gap', async (_what, take) => {
    const lines: string[] = []
    const log = pino({}, { write: (line) => void lines.push(line) })
    const trail = await startAuditTrail(createFileStore(file, PLENTY), log)
    expect(await trail.store({ field: 'a' })).toBe(true)
    await take()
    expect(await trail.store({ field: 'b' })).toBe(false)
    expect(trail.isKeeping()).toBe(false)
    expect(lines.join('')).toContain('was removed or replaced while it was written to')
    trail.append({ field: 'c' })
    await trail.stop()
    expect(await fieldsOf()).toEqual(['b', 'c'])
    expect(await runAudit(['verify', file], {})).toMatchObject({
      text: expect.stringContaining(
        ':1: begins with record 2; the records before it are in an earlier file.',
      ),
    })
  })

  it('stops writing when its lock is in other hands', async () => {
    const trail = await startAuditTrail(createFileStore(file, PLENTY), LOG)
    expect(await trail.store({ field: 'a' })).toBe(true)
    await writeFile(`${file}.lock`, '{}')
    expect(await trail.store({ field: 'b' })).toBe(false)
    await rm(`${file}.lock`)
    await trail.stop()
    expect(await fieldsOf()).toEqual(['a', 'b'])
  })

  it('knows when the disk is full', async () => {
    const trail = await startAuditTrail(createFileStore('/dev/full', PLENTY), LOG)
    expect(trail.isKeeping()).toBe(true)
    trail.append({ field: 'a' })
    await expect.poll(() => trail.isKeeping()).toBe(false)
    await trail.stop()
  })
})

describe('a trail whose store is slow', () => {
  it('counts the records for which there was no room, on the next line that is written', async () => {
    const written: string[] = []
    let finish: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    const store: AuditStore = {
      open: async () => ({
        end: { number: 0, hash: '' },
        notes: {},
        async append(text) {
          await slow
          written.push(...text.trimEnd().split('\n'))
          return {}
        },
      }),
      close: async () => undefined,
    }
    const trail = await startAuditTrail(store, LOG, [], 2)
    expect(['a', 'b', 'c', 'd'].map((field) => trail.append({ field }))).toEqual([true, true, false, false])
    expect(trail.isKeeping()).toBe(false)
    finish()
    await expect.poll(() => trail.isKeeping()).toBe(true)
    trail.append({ field: 'e' })
    await trail.stop()
    expect(written.map((line) => line.match(/"lost":\d+|"field":"."/g))).toEqual([
      ['"field":"a"'],
      ['"field":"b"'],
      ['"lost":2', '"field":"e"'],
    ])
  })
})
