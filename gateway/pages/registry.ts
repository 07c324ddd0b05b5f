import type { IncomingMessage, ServerResponse } from 'node:http'
import { digest } from '../../kit/digest.ts'
import { sendBody } from '../../kit/http/sendBody.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { answerJson } from '../../kit/serve.ts'
import { readBounded } from '../graph/fetchRelease.ts'

/** A version of the graph as anybody may know it: that it was, when, of whom, and how its check went. */
interface ToldVersion {
  readonly release: number
  readonly kind: string
  /** Null for what concerned all. */
  readonly subgraph: string | null
  readonly at: string
  readonly check: CheckSummary | null
}

interface CheckSummary {
  readonly passed: boolean
  /** How many findings of each class: their words name clients and files. */
  readonly findings: Readonly<Record<string, number>>
}

/** What everybody may see of the graph that is served. */
export interface Shown {
  readonly introspection: boolean
  /** Whether the public has a variant, of which a release tells too much. */
  readonly isPartial: boolean
}

export interface RegistryPages {
  /** False where the path is none of these pages'. */
  answer(path: string, shown: Shown, request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

const LIST_PATH = '/registry.json'
const CHANGELOG_PATH = '/changelog.md'
const SCHEMA_PATH = /^\/registry\/(\d{1,9})\.json$/

const SHOWN_VERSIONS = 50
const KEPT_TEXTS = 20
/** However many look, the registry is asked once in this time. */
const LIST_AGE_MS = 5_000
const DEADLINE_MS = 3_000
/** The first time it compares some twenty releases. */
const CHANGELOG_DEADLINE_MS = 20_000
/** Asked for by people and by programs that look once a day. */
const CHANGELOG_AGE_MS = 60_000

/**
 * What the registry behind this gateway may tell everybody: the versions of the graph, with the day and the outcome of the
 * check, their schemas for clients, and what each changed for them. Who published it, why, the addresses, and what was refused stay in the registry.
 */
export function createRegistryPages(url: string | undefined, now: () => number): RegistryPages {
  let list: { readonly at: number; readonly versions: Promise<readonly ToldVersion[]> } | undefined
  let changelog: { readonly at: number; readonly text: Promise<string> } | undefined
  const checks = new Map<string, Promise<CheckSummary>>()
  const texts = new Map<string, Promise<string>>()

  const readList = (registry: string): Promise<readonly ToldVersion[]> => {
    if (list === undefined || now() - list.at > LIST_AGE_MS)
      list = { at: now(), versions: readVersions(registry, checks) }
    return list.versions
  }

  const readChanges = (registry: string): Promise<string> => {
    if (changelog === undefined || now() - changelog.at > CHANGELOG_AGE_MS)
      changelog = { at: now(), text: readChangelog(registry) }
    // What failed is asked for again.
    changelog.text.catch(() => {
      changelog = undefined
    })
    return changelog.text
  }

  return {
    async answer(path, shown, request, response) {
      if (path === CHANGELOG_PATH) {
        // What the public variant leaves out stands in it too.
        if (url === undefined || !shown.introspection || shown.isPartial || !isRead(request)) return false
        await answerChangelog(() => readChanges(url), request, response)
        return true
      }
      const [, release] = SCHEMA_PATH.exec(path) ?? []
      if ((path !== LIST_PATH && release === undefined) || !shown.introspection) return false
      if (!isRead(request)) return false
      if (url === undefined) {
        if (release !== undefined) return false
        answerJson(response, 200, { state: 'none', versions: [] })
        return true
      }
      try {
        const versions = await readList(url)
        if (release === undefined) answerJson(response, 200, { state: 'reached', versions })
        // What the public variant leaves out stood in the whole of every release.
        else if (shown.isPartial || !versions.some((one) => `${one.release}` === release)) return false
        else
          answerJson(response, 200, {
            schema: await recall(texts, release, KEPT_TEXTS, () => readSchema(url, release)),
          })
      } catch {
        answerJson(response, 200, { state: 'unreachable', versions: [] })
      }
      return true
    },
  }
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

async function answerChangelog(
  read: () => Promise<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text: string
  try {
    text = await read()
  } catch {
    return answerJson(response, 503, { errors: [{ message: 'The registry does not answer.' }] })
  }
  await sendBody(request, response, {
    status: 200,
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      etag: `"${digest(text)}"`,
    },
    body: Buffer.from(text),
    mayCompress: true,
  })
}

async function readChangelog(url: string): Promise<string> {
  const { markdown } = await askRegistry(`${url}/v1/changelog`, CHANGELOG_DEADLINE_MS)
  if (typeof markdown === 'string') return markdown
  throw new Error(`expected a text; got ${typeof markdown}`)
}

async function readVersions(
  url: string,
  checks: Map<string, Promise<CheckSummary>>,
): Promise<readonly ToldVersion[]> {
  const { acts } = await askRegistry(`${url}/v1/history`)
  const released = Array.isArray(acts) ? acts.filter(isRecord).filter(isRelease).slice(-SHOWN_VERSIONS) : []
  return Promise.all(
    released.map(async (act) => ({
      release: Number(act.release),
      kind: String(act.kind),
      subgraph: typeof act.subgraph === 'string' ? act.subgraph : null,
      at: String(act.at),
      check:
        typeof act.check === 'string'
          ? await recall(checks, `${Number(act.number)}`, SHOWN_VERSIONS, () =>
              readCheck(url, Number(act.number)),
            )
          : null,
    })),
  )
}

const RELEASES: ReadonlySet<unknown> = new Set(['seeded', 'published', 'deleted', 'rolled-back'])

function isRelease({ kind, release }: Readonly<Record<string, unknown>>): boolean {
  return RELEASES.has(kind) && typeof release === 'number'
}

async function readCheck(url: string, act: number): Promise<CheckSummary> {
  const { passed, findings } = await askRegistry(`${url}/v1/checks/${act}`)
  const counts = new Map<string, number>()
  for (const { class: name } of Array.isArray(findings) ? findings.filter(isRecord) : []) {
    counts.set(String(name), (counts.get(String(name)) ?? 0) + 1)
  }
  return { passed: passed === true, findings: Object.fromEntries(counts) }
}

async function readSchema(url: string, release: string): Promise<string> {
  const { api } = await askRegistry(`${url}/v1/schema?release=${release}`)
  if (typeof api === 'string') return api
  throw new Error(`expected the schema of release ${release}; got ${typeof api}`)
}

async function askRegistry(
  address: string,
  deadlineMs = DEADLINE_MS,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(deadlineMs) })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`expected 200; got ${response.status}`)
  }
  const body: unknown = JSON.parse(await readBounded(response))
  if (isRecord(body)) return body
  throw new Error('expected an object')
}

/** What never changes is read once; what failed is asked for again. The oldest gives way. */
function recall<T>(
  known: Map<string, Promise<T>>,
  key: string,
  most: number,
  read: () => Promise<T>,
): Promise<T> {
  const found = known.get(key)
  if (found) return found
  const reading = read().catch((error: unknown) => {
    known.delete(key)
    throw error
  })
  known.set(key, reading)
  const [oldest] = known.keys()
  if (known.size > most && oldest !== undefined) known.delete(oldest)
  return reading
}
