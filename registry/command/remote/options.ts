import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readText } from '../readSchema.ts'
import { UnusableInput } from '../../unusableInput.ts'
import type { CommandContext } from '../verb.ts'
import { createRemote, type Remote } from './remote.ts'

/** What each verb takes that asks a registry. */
export const REMOTE_OPTIONS = {
  registry: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export const REMOTE_HELP = `  --registry URL   the registry (GRAPH_REGISTRY, else http://127.0.0.1:4050)
  --key FILE       the file that holds the key (else the key itself in GRAPH_KEY); to read takes none
  --json           what the registry answers, for machines`

export const REMOTE_EXIT_CODES = `Exit codes
  0  done
  1  refused: the check failed, or somebody else was first; nothing was changed
  2  nothing was done: wrong words, a file or a key that is not what it should be, no registry that answers
`

interface RemoteValues {
  readonly registry?: string | undefined
  readonly key?: string | undefined
}

export function openRemote({ registry, key }: RemoteValues, context: CommandContext): Remote {
  const { environment } = context
  const url = registry ?? environment['GRAPH_REGISTRY'] ?? 'http://127.0.0.1:4050'
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UnusableInput(`--registry: expected an address such as http://127.0.0.1:4050; got "${url}".`)
  const text =
    key === undefined ? environment['GRAPH_KEY'] : readText(key, MOST_KEY_BYTES, pathOf(key, context))
  return createRemote(url.replace(/\/+$/, ''), text?.trim())
}

const MOST_KEY_BYTES = 1_000

export function pathOf(given: string, { folder }: CommandContext): string {
  return resolve(fileURLToPath(folder), given)
}

/** Throws UnusableInput for what was left out. */
export function requireOption(option: string, value: string | undefined, expected: string): string {
  if (value !== undefined && value.trim() !== '') return value
  throw new UnusableInput(`--${option}: expected ${expected}; got none.`)
}

export function requireSubgraph(value: string | undefined): string {
  const name = value ?? ''
  if (/^[a-z][a-z0-9_-]*$/.test(name)) return name
  throw new UnusableInput(`--subgraph: expected a name such as weather; got "${name}".`)
}

export function requireNumber(option: string, value: string | undefined): number {
  const text = requireOption(option, value, 'a number')
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UnusableInput(`--${option}: expected a number; got "${text}".`)
}
