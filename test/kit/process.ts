import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { acquireFileLock, type FileLock } from '../../gateway/audit/fileLock.ts'
import { packageRoot } from '../../kit/root.ts'

const ROOT = fileURLToPath(packageRoot)

let built: Promise<void> | undefined

/** Compiles what changed of the sources, so that the processes of a test run what stands in the checkout; once for all tests of a run. */
export function build(): Promise<void> {
  return (built ??= compile())
}

async function compile(): Promise<void> {
  const lock = await waitForLock(`${ROOT}dist/sources`)
  try {
    await promisify(execFile)('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: ROOT })
  } finally {
    await lock.release()
  }
}

/** Two tests that compile at once would cut off files of which the other's processes read the rest. */
async function waitForLock(file: string): Promise<FileLock> {
  await mkdir(dirname(file), { recursive: true })
  for (;;) {
    try {
      return await acquireFileLock(file)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('expected a file that no other'))) throw error
    }
    await sleep(100)
  }
}

export interface RunningProcess {
  readonly url: string
  /** What it has written so far. */
  output(): string
  signal(name: NodeJS.Signals): void
  /** Resolves to the exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Sends SIGTERM and resolves to the exit code. */
  stop(): Promise<number | null>
}

/** Runs one of our compiled processes, in the checkout or in this folder, with exactly this environment until it logs the address at which it serves. */
export async function startProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
  folder: string = ROOT,
  args: readonly string[] = [],
): Promise<RunningProcess> {
  return untilServing(script, spawnNode(script, environment, args, folder))
}

/** Runs one that may have no more than so many files and connections open. */
export async function startLimitedProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
  openFiles: number,
): Promise<RunningProcess> {
  const command = `ulimit -n ${openFiles} && exec "$0" "$1"`
  const child = spawn('bash', ['-c', command, process.execPath, script], spawnOptions(environment, ROOT))
  return untilServing(script, child)
}

async function untilServing(script: string, child: ChildProcess): Promise<RunningProcess> {
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  let output = ''
  let errorOutput = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errorOutput += chunk.toString()
  })
  const url = await readAddress(child)
  if (url === undefined) {
    const code = await ended
    throw new Error(`${script} ended with code ${code} before it served: ${output}${errorOutput}`)
  }
  // The reader of lines pauses what it has read from.
  child.stdout?.resume()
  return {
    url,
    output: () => output,
    signal: (name) => void child.kill(name),
    ended,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Runs a compiled process that is expected to end by itself. */
export async function runProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  folder: string = ROOT,
): Promise<{ code: number | null; output: string; errorOutput: string }> {
  const child = spawnNode(script, environment, args, folder)
  let output = ''
  let errorOutput = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errorOutput += chunk.toString()
  })
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, output, errorOutput }
}

function spawnNode(
  script: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  folder: string,
): ChildProcess {
  return spawn(process.execPath, [script, ...args], spawnOptions(environment, folder))
}

function spawnOptions(environment: Readonly<Record<string, string>>, folder: string): SpawnOptions {
  return {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  }
}

/** A process logs one JSON line with its `url` when it serves; the one that is all in one greets with it. */
async function readAddress(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) throw new Error('The process has no output to read.')
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /"url":"([^"]+)"/.exec(line) ?? /^Macao open gateway: (.+)\/graphql$/.exec(line) ?? []
    if (url !== undefined) return url
  }
  return undefined
}
