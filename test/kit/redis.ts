import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface StartedRedis {
  readonly url: string
  /** Stops its clock: connections stay, nothing is answered. */
  freeze(): void
  thaw(): void
  /** Ends it at once; what it held is lost. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * A Redis of its own on a free port, held in memory alone. Null, said in one line, where the machine has no
 * `redis-server`; with CI=true that is an error.
 */
export async function startRedis(
  options: readonly string[] = [],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<StartedRedis | null> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'))
  const port = await findFreePort()
  const start = () => startServer([...options, '--port', String(port), '--dir', folder])
  let server = await start()
  if (server === null) {
    await rm(folder, { recursive: true })
    const message = 'Redis is not tested: this machine has no redis-server.'
    if (environment.CI === 'true') throw new Error(message)
    console.warn(message)
    return null
  }
  const kill = async (): Promise<void> => {
    const ended = server
    server = null
    if (ended !== null) await end(ended)
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    kill,
    async restart() {
      await kill()
      server = await start()
    },
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when the server accepts connections; null when there is no such program. */
async function startServer(options: readonly string[]): Promise<ChildProcess | null> {
  const inMemory = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no']
  const server = spawn('redis-server', [...inMemory, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  const failed = once(server, 'error').then(() => null)
  return Promise.race([failed, untilReady(server)])
}

async function untilReady(server: ChildProcess): Promise<ChildProcess> {
  if (server.stdout === null) throw new Error('redis-server has no output to read.')
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume()
      return server
    }
  }
  // A program that is not there ends its output too; whoever waits hears of that first.
  await once(server, 'exit')
  throw new Error('redis-server ended before it was ready.')
}

async function end(server: ChildProcess): Promise<void> {
  const exited = once(server, 'exit')
  server.kill('SIGKILL')
  await exited
}

export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}
