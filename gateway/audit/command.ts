import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { commaList, readEnvironment, type Environment } from '../../kit/config.ts'
import { runsDirectly } from '../../kit/root.ts'
import type { AuditKeys } from './keys.ts'
import { reportLines } from './report.ts'
import { verifyLines, type AuditText } from './verify.ts'

const AUDIT_USAGE = `Reads an audit trail; several files in the order in which they were written.

  npm run audit -- verify FILE...   finds edited, missing, added and moved lines; with AUDIT_KEY in the environment
                                    also those that somebody without the key wrote
  npm run audit -- report FILE...   sums up by bureau, field and caller
`

/** `npm run audit -- verify|report FILE...`: the exit code and what to print. */
export async function runAudit(
  args: readonly string[],
  environment: Environment,
): Promise<{ exitCode: number; text: string }> {
  const [command, ...files] = args
  if (files.length === 0) return { exitCode: 2, text: AUDIT_USAGE }
  try {
    if (command === 'verify') return await verifyFiles(files, readKeys(environment))
    if (command === 'report') return { exitCode: 0, text: await reportLines(readLines(files)) }
    return { exitCode: 2, text: AUDIT_USAGE }
  } catch (error) {
    return { exitCode: 2, text: `${error instanceof Error ? error.message : 'unreadable'}\n` }
  }
}

function readKeys(environment: Environment): AuditKeys {
  return readEnvironment(z.object({ AUDIT_KEY: commaList.default([]) }), environment).AUDIT_KEY
}

async function verifyFiles(
  files: readonly string[],
  keys: AuditKeys,
): Promise<{ exitCode: number; text: string }> {
  const { problems, notes, records, end } = await verifyLines(readLines(files), keys)
  const seal = keys.length === 0 ? '' : ', all sealed with the key'
  const verdict =
    problems.length === 0
      ? `${records} records, none edited, missing or moved${seal}. The last is record ${end.number}, ${end.hash}.`
      : `${problems.length} of ${records} records do not fit the chain.`
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    text: [...notes, ...problems, verdict, ''].join('\n'),
  }
}

async function* readLines(files: readonly string[]): AsyncGenerator<AuditText> {
  for (const file of files) {
    let number = 0
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
      yield { place: `${file}:${++number}`, text }
  }
}

if (runsDirectly(import.meta.url)) {
  const { exitCode, text } = await runAudit(process.argv.slice(2), process.env)
  process.stdout.write(text)
  process.exitCode = exitCode
}
