import { execFile } from 'node:child_process'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { fromRoot } from '../../kit/root.ts'
import { startListener } from '../kit/listener.ts'

const run = promisify(execFile)
const APP = fromRoot('examples/macao-today')

/** `npm run clients && npm --prefix examples/macao-today ci` brings it; with CI=true it has to be there. */
export const hasApp =
  (existsSync(join(APP, 'node_modules/vite')) &&
    existsSync(join(APP, 'node_modules/macao-open-graph/index.js'))) ||
  process.env.CI === 'true'

export interface ServedApp {
  /** Of its page, without a path. */
  readonly origin: string
  /** Where it was made; `src/generated` is there. */
  readonly folder: string
  /** Makes the page for the graph at this address. */
  build(graphUrl: string): Promise<void>
  stop(): Promise<void>
}

/** The example app on an origin of its own: with types made, checked, and built as its users do, in a folder of this test's own. */
export async function serveApp(): Promise<ServedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'macao-today-'))
  await cp(APP, folder, { recursive: true, filter: (from) => !/\/(node_modules|dist|generated)$/.test(from) })
  await symlink(join(APP, 'node_modules'), join(folder, 'node_modules'))
  const bin = (name: string) => join(folder, 'node_modules/.bin', name)
  await run(bin('graphql-codegen'), [], { cwd: folder })
  await run(bin('tsc'), [], { cwd: folder })

  const server = await startListener((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page')
    const file = join(folder, 'dist', pathname === '/' ? 'index.html' : pathname)
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    createReadStream(file).pipe(response)
  })
  return {
    origin: new URL(server.url).origin,
    folder,
    build: async (graphUrl) => {
      await run(bin('vite'), ['build'], { cwd: folder, env: { ...process.env, VITE_GRAPH_URL: graphUrl } })
    },
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true })
    },
  }
}

export async function readTrustedDocuments({ folder }: ServedApp): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readFile(join(folder, 'src/generated/trusted-documents.json'), 'utf8'))
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
