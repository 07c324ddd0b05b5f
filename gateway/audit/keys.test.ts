import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { CHAIN_START, readLine, sealLine } from './chain.ts'
import { runAudit } from './command.ts'
import { createFileStore } from './fileStore.ts'
import { startAuditTrail } from './trail.ts'

const LOG = createLog('test', 'silent')
const KEY = 'a key that only the gateway and the auditor hold'
const NEXT = 'another key for the time after the first one'

let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
  file = join(folder, 'audit.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

/** Keeps one record for each of these, as the process with these keys does between two restarts. */
async function keep(keys: readonly string[], fields: string, maxBytes = 1_000_000): Promise<void> {
  const trail = await startAuditTrail(createFileStore(file, maxBytes, keys), LOG, keys)
  for (const field of fields) trail.append({ field })
  await trail.stop()
}

const readLines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n')

/** What somebody who owns the file can do: write other records as a whole chain, with a key or without. */
function forge(fields: string, keys: readonly string[] = []): string {
  let end = CHAIN_START
  const lines = [...fields].map((field) => {
    const sealed = sealLine(end, { field }, {}, keys)
    end = sealed.end
    return `${sealed.line}\n`
  })
  return lines.join('')
}

async function verify(keys: string, ...files: readonly string[]) {
  const { exitCode, text } = await runAudit(['verify', ...files], { AUDIT_KEY: keys })
  return { exitCode, lines: text.replaceAll(`${folder}/`, '').trimEnd().split('\n') }
}

const WHOLE = /^\d records, none edited, missing or moved, all sealed with the key\. The last is record \d, /

describe('a chain that is sealed with a key', () => {
  it('is found whole with it, and without it as far as anybody can tell', async () => {
    await keep([KEY], 'abc')
    expect(await verify(KEY, file)).toEqual({ exitCode: 0, lines: [expect.stringMatching(WHOLE)] })
    expect(await verify('', file)).toEqual({
      exitCode: 0,
      lines: [
        'audit.jsonl:1: sealed with a key; with AUDIT_KEY set it is checked who wrote this.',
        expect.stringMatching(/^3 records, none edited, missing or moved\. /),
      ],
    })
    expect(await readFile(file, 'utf8')).not.toContain(KEY)
  })

  it.each([
    ['without a key', () => forge('abc')],
    ['with another key', () => forge('abc', [NEXT])],
    ['with the seals of other lines', async () => borrowSeals(forge('xyz'))],
  ])('is found out when somebody writes it anew %s', async (_how, write) => {
    await keep([KEY], 'abc')
    await writeFile(file, await write())
    expect((await verify('', file)).exitCode).toBe(0)
    expect(await verify(KEY, file)).toEqual({
      exitCode: 1,
      lines: [
        'audit.jsonl:1: record 1 is not sealed with the key.',
        'audit.jsonl:2: record 2 is not sealed with the key.',
        'audit.jsonl:3: record 3 is not sealed with the key.',
        '3 of 3 records do not fit the chain.',
      ],
    })
  })

  /** Forged lines with the seals of the true ones. */
  async function borrowSeals(forged: string): Promise<string> {
    const lines = await readLines()
    const seals = lines.map((line) => /,"mac":"[0-9a-f]{64}"/.exec(line)?.[0] ?? '')
    return forged
      .trimEnd()
      .split('\n')
      .map((line, at) => `${line.slice(0, -1)}${seals[at]}}\n`)
      .join('')
  }

  it('is found out when only what came before is written anew', async () => {
    await keep([KEY], 'abc')
    const [, , third = ''] = await readLines()
    await writeFile(file, `${forge('xy')}${third}\n`)
    expect((await verify(KEY, file)).lines).toEqual([
      'audit.jsonl:1: record 1 is not sealed with the key.',
      'audit.jsonl:2: record 2 is not sealed with the key.',
      'audit.jsonl:3: record 3 does not follow the line before it, which was replaced.',
      '3 of 3 records do not fit the chain.',
    ])
  })

  it('goes on after no line that is not its own: what stands before would seem sealed', async () => {
    await writeFile(file, forge('abc'))
    await expect(keep([KEY], 'd')).rejects.toThrow(
      'audit.jsonl: expected a last line that is sealed with a key of AUDIT_KEY. Verify it, and set it aside.',
    )
    expect(await readLines()).toHaveLength(3)
  })

  it('does not go on without a key', async () => {
    await keep([KEY], 'abc')
    await expect(keep([], 'd')).rejects.toThrow(
      'expected a last line that is sealed with no key, since AUDIT_KEY is not set.',
    )
  })

  it('goes through all files when one is set aside', async () => {
    await keep([KEY], 'a', 1)
    await keep([KEY], 'b', 1)
    await keep([KEY], 'c')
    const [last = '', ...earlier] = (await readdir(folder)).toSorted().map((name) => join(folder, name))
    expect(earlier).toHaveLength(2)
    expect(await verify(KEY, ...earlier, last)).toEqual({
      exitCode: 0,
      lines: [expect.stringMatching(WHOLE)],
    })
    await writeFile(earlier[0] ?? '', forge('x'))
    expect((await verify(KEY, ...earlier, last)).lines.slice(0, 2)).toEqual([
      'audit.jsonl.000000000001:1: record 1 is not sealed with the key.',
      'audit.jsonl.000000000002:1: record 2 does not follow the line before it, which was replaced.',
    ])
  })
})

describe('a newer key', () => {
  it('takes over within the chain, and both verify it', async () => {
    await keep([KEY], 'ab')
    await keep([NEXT, KEY], 'cd')
    expect(await verify(`${NEXT}, ${KEY}`, file)).toMatchObject({ exitCode: 0 })
    expect((await verify(NEXT, file)).lines.slice(0, 2)).toEqual([
      'audit.jsonl:1: record 1 is not sealed with the key.',
      'audit.jsonl:2: record 2 is not sealed with the key.',
    ])
  })

  it('ends the older one, which may have leaked', async () => {
    await keep([NEXT], 'ab')
    const end = readLine((await readLines())[1] ?? '')
    if (end.kind !== 'line') throw new Error('the second line is none')
    const { line } = sealLine({ number: 2, hash: end.hash }, { field: 'c' }, {}, [KEY])
    await writeFile(file, `${(await readLines()).join('\n')}\n${line}\n`)
    expect((await verify(`${NEXT},${KEY}`, file)).lines[0]).toBe(
      'audit.jsonl:3: record 3 is not sealed with the key.',
    )
  })
})
