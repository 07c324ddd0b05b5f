import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { addVary } from '../../kit/http/vary.ts'
import { chooseCoding, type Coding } from '../../kit/http/coding.ts'
import type { MapGround } from './mapGround/openMapGround.ts'

/** The built page by URL path, held in memory: some megabytes, and no request ever names a file. */
export type Explorer = ReadonlyMap<string, ServedFile>

export interface ServedFile {
  readonly type: string
  readonly tag: string
  /** Its name holds a hash of what is in it, so that it never changes. */
  readonly isImmutable: boolean
  /** The bytes by content coding; `identity` is always there. */
  readonly bodies: ReadonlyMap<Coding, Buffer>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** What the page says of itself, so that it need not ask. */
export interface PageMarks {
  /** The page of a graph in the making alone asks what is wrong with it. */
  readonly isInTheMaking: boolean
  /** What lies under its maps; undefined for what the graph itself makes. */
  readonly mapGround: MapGround['kind'] | undefined
}

/** Reads the folder that the explorer's build writes; empty where it has not been built. */
export async function loadExplorer(folder: URL, marks: PageMarks): Promise<Explorer> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const served = names.filter((name) => TYPES[extname(name)] !== undefined)
  const files = await Promise.all(
    served.map(async (name) => [`/${name}`, await loadFile(folder, name, new Set(names))] as const),
  )
  const index = files.find(([path]) => path === '/index.html')
  return new Map(index ? [...files, ['/', markPage(index[1], marks)]] : files)
}

function markPage(page: ServedFile, { isInTheMaking, mapGround }: PageMarks): ServedFile {
  const attributes = [
    ...(isInTheMaking ? [' data-in-the-making'] : []),
    ...(mapGround === undefined ? [] : [` data-map-ground="${mapGround}"`]),
  ]
  if (attributes.length === 0) return page
  const text = page.bodies.get('identity')?.toString() ?? ''
  const marked = Buffer.from(text.replace('<html', `<html${attributes.join('')}`))
  return { ...page, tag: tagOf(marked), bodies: new Map([['identity', marked]]) }
}

function tagOf(content: Buffer): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

async function loadFile(folder: URL, name: string, names: ReadonlySet<string>): Promise<ServedFile> {
  const plain = await readFile(new URL(name, folder))
  const bodies = new Map<Coding, Buffer>([['identity', plain]])
  for (const [coding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (names.has(name + ending)) bodies.set(coding, await readFile(new URL(name + ending, folder)))
  }
  return {
    type: TYPES[extname(name)] ?? '',
    tag: tagOf(plain),
    isImmutable: name.startsWith('assets/'),
    bodies,
  }
}

/**
 * Only what comes from here runs, loads or is asked. Styles may be inline, since the editor makes its own; blob: is for
 * files that the page itself writes.
 */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export function answerFile(file: ServedFile, request: IncomingMessage, response: ServerResponse): void {
  const coding = codingOf(file, request)
  const body = file.bodies.get(coding) ?? Buffer.alloc(0)
  // A tag is of the bytes that are sent, and these differ by coding.
  const tag = coding === 'identity' ? file.tag : file.tag.replace(/"$/, `-${coding}"`)
  response.setHeader('etag', tag)
  addVary(response, 'Accept-Encoding')
  response.setHeader('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  response.setHeader('content-security-policy', POLICY)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  if (isKnown(request.headers['if-none-match'], tag)) {
    response.writeHead(304).end()
    return
  }
  if (coding !== 'identity') response.setHeader('content-encoding', coding)
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function codingOf({ bodies }: ServedFile, { headers }: IncomingMessage): Coding {
  const { coding } = chooseCoding(headers['accept-encoding'])
  return bodies.has(coding) ? coding : 'identity'
}

function isKnown(header: string | undefined, tag: string): boolean {
  return header !== undefined && header.split(',').some((known) => known.trim().replace(/^W\//, '') === tag)
}
