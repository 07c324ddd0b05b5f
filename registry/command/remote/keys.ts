import { rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { sha256Hex } from '../../../kit/digest.ts'
import { makeKey } from '../../acts/keys.ts'
import { MOST_SCHEMA_BYTES } from '../../live/parseProposed.ts'
import { UnusableInput } from '../../unusableInput.ts'
import { readText } from '../readSchema.ts'
import { printJson, type Verb } from '../verb.ts'
import {
  openRemote,
  pathOf,
  REMOTE_EXIT_CODES,
  REMOTE_HELP,
  REMOTE_OPTIONS,
  requireOption,
  requireSubgraph,
} from './options.ts'

export const init: Verb = {
  summary: 'makes the key with which a bureau publishes',
  help: `graph init --subgraph NAME

Makes a key with which a bureau publishes one subgraph, and writes it to a file for its owner alone. The registry gets its
SHA-256, so that nobody else ever has the key. It takes the operator's key.

  --subgraph NAME   what it is for; it need not be live yet
  --operator        for everything, in place of --subgraph
  --out FILE        the file, which is not there yet (NAME.key)
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const options = {
      ...REMOTE_OPTIONS,
      subgraph: { type: 'string' },
      operator: { type: 'boolean', default: false },
      out: { type: 'string' },
    } as const
    const { values } = parseArgs({ args: [...args], options })
    const bureau = values.operator ? null : requireSubgraph(values.subgraph)
    const out = values.out ?? `${bureau ?? 'operator'}.key`
    const remote = openRemote(values, context)
    const { text, id, hash } = makeKey()
    const path = pathOf(out, context)
    writeKey(out, path, text)
    const shape = z.object({ key: z.string(), bureau: z.string().nullable() })
    const answer = await remote.post('/v1/keys', { id, hash, bureau }, shape).catch((error: unknown) => {
      // A key that the registry does not know is none, and would be in the way of the next.
      rmSync(path)
      throw error
    })
    const told = `${out} holds the key ${id}, which publishes ${bureau ?? 'everything'}.\n`
    return { exitCode: 0, text: values.json ? printJson({ ...answer, file: out }) : told }
  },
}

function writeKey(out: string, path: string, text: string): void {
  try {
    writeFileSync(path, `${text}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const came = error instanceof Error && 'code' in error ? String(error.code) : 'an error'
    throw new UnusableInput(`--out: expected a file that can be made anew; got ${out} (${came}).`)
  }
}

export const revoke: Verb = {
  summary: 'takes a key out of use',
  help: `graph revoke --id ID

Takes a key out of use, at once and for good. It takes the operator's key.

  --id ID   the eight digits in the middle of the key, which graph history has too
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const options = { ...REMOTE_OPTIONS, id: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    const id = requireOption('id', values.id, 'the id of a key')
    if (!/^[0-9a-f]{8}$/.test(id))
      throw new UnusableInput(`--id: expected eight hexadecimal digits; got "${id}".`)
    const shape = z.object({ revoked: z.string() })
    const answer = await openRemote(values, context).post(`/v1/keys/${id}/revoke`, {}, shape)
    return { exitCode: 0, text: values.json ? printJson(answer) : `The key ${id} is out of use.\n` }
  },
}

export const whoami: Verb = {
  summary: 'says whose key it is',
  help: `graph whoami

Says whose the key is, so that one sees that it works.

${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const { values } = parseArgs({ args: [...args], options: REMOTE_OPTIONS })
    const shape = z.object({ key: z.string(), bureau: z.string().nullable() })
    const answer = await openRemote(values, context).post('/v1/whoami', {}, shape)
    const text = `The key ${answer.key} is ${answer.bureau === null ? "the operator's" : `for ${answer.bureau}`}.\n`
    return { exitCode: 0, text: values.json ? printJson(answer) : text }
  },
}

export const consent: Verb = {
  summary: "agrees to another bureau's schema",
  help: `graph consent --subgraph NAME --schema FILE

Agrees, for the bureau whose key it is, to what this schema of another one does to its entities and fields: graph check names
it, as contribution-needs-consent and the like. It holds for this text alone.

  --subgraph NAME   whose schema it is
  --schema FILE     its SDL, byte for byte as it will be published
${REMOTE_HELP}

${REMOTE_EXIT_CODES}`,
  async run(args, context) {
    const options = { ...REMOTE_OPTIONS, subgraph: { type: 'string' }, schema: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    const subgraph = requireSubgraph(values.subgraph)
    const schema = requireOption('schema', values.schema, 'a file')
    const sdl = sha256Hex(readText(schema, MOST_SCHEMA_BYTES, pathOf(schema, context)))
    const shape = z.object({ consented: z.string() })
    const path = `/v1/subgraphs/${subgraph}/consent`
    const answer = await openRemote(values, context).post(path, { sdl }, shape)
    return { exitCode: 0, text: values.json ? printJson(answer) : `Agreed to ${schema} of ${subgraph}.\n` }
  },
}
