import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { makeKey } from '../../registry/acts/keys.ts'
import { createJudge } from '../../registry/judge/judge.ts'
import { readRegistrySettings } from '../../registry/server/settings.ts'
import { startRegistry, type RunningRegistry } from '../../registry/server/startRegistry.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])\n'

/** Two bureaus: the one owns items, the other says more of them. */
export const ITEMS = `${LINK}
type Query {
  "The item of this id, or null."
  item("Its id." id: ID!): Item
}
"An item."
type Item @key(fields: "id") {
  "Its id."
  id: ID!
  "Its name."
  name: String
}
`
export const STARS = `${LINK}
"An item."
type Item @key(fields: "id") {
  "Its id."
  id: ID!
  "What people think of it."
  rating: Rating
}
"What people think."
type Rating {
  "How many stars they gave."
  stars: Int
}
`
/** STARS with one more field of its own, so that it publishes without a word. */
export function starsWith(field: string): string {
  return STARS.replace(
    '  "How many',
    `  "One more field, null where not counted."\n  ${field}: Int\n  "How many`,
  )
}

/** STARS with one more field of another bureau's entity. */
export function starsAdding(field: string): string {
  return STARS.replace(
    '  "What people',
    `  "One more field, null where not counted."\n  ${field}: Int\n  "What people`,
  )
}

export interface TestRegistry extends RunningRegistry {
  readonly folder: string
  readonly operatorKey: string
  /** The lines of its log. */
  readonly logged: readonly string[]
  ask(method: string, path: string, given?: Given): Promise<Answer>
  /** The text of a new key for this bureau. */
  keyFor(bureau: string): Promise<string>
}

export interface Given {
  readonly key?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** A folder with the graph above, as a repository has it; gone after `remove`. */
export async function makeFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'))
  for (const [name, sdl] of Object.entries({ items: ITEMS, stars: STARS })) {
    await mkdir(join(folder, 'subgraphs', name), { recursive: true })
    await writeFile(join(folder, 'subgraphs', name, 'schema.graphql'), sdl)
  }
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

/** A registry on a free port that judges in this thread, since Node 20 starts none from TypeScript, with the store in `folder`, or in the database that `environment` names. */
export async function startTestRegistry(
  folder: string,
  {
    environment = {},
    args = [],
    now = () => new Date('2026-11-29T01:00:00Z'),
    openStore,
    startJudge = createJudge,
  }: {
    readonly environment?: Readonly<Record<string, string>>
    readonly args?: readonly string[]
    readonly now?: () => Date
    readonly openStore?: Parameters<typeof startRegistry>[3]
    readonly startJudge?: Parameters<typeof startRegistry>[4]
  } = {},
): Promise<TestRegistry> {
  const settings = readRegistrySettings(
    {
      PORT: '0',
      DRAIN_MS: '100',
      REGISTRY_DIR: join(folder, 'store'),
      REGISTRY_SIGNING_KEY_FILE: join(folder, 'signing-key.pem'),
      REGISTRY_REPOSITORY: folder,
      ...environment,
    },
    args,
  )
  const logged: string[] = []
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  const running = await startRegistry(settings, log, now, openStore, startJudge)
  const keyFile = join(folder, 'operator.key')
  if (running.operatorKeyFile !== undefined)
    await writeFile(keyFile, await readFile(running.operatorKeyFile, 'utf8'))
  const operatorKey = (await readFile(keyFile, 'utf8')).trim()
  const ask = (method: string, path: string, given: Given = {}) =>
    askRegistry(`${running.url}${path}`, method, given)
  return {
    ...running,
    folder,
    operatorKey,
    logged,
    ask,
    async keyFor(bureau) {
      const { text, id, hash } = makeKey()
      await ask('POST', '/v1/keys', { key: operatorKey, body: { id, hash, bureau } })
      return text
    },
  }
}

async function askRegistry(url: string, method: string, { key, body, headers = {} }: Given): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : JSON.parse(text),
  }
}
