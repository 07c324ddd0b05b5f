import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packageRoot } from '../../kit/root.ts'

const ROOT = fileURLToPath(packageRoot)

/** Compiles the sources, so that the processes of a test run what stands in the checkout. */
export async function build(): Promise<void> {
  await promisify(execFile)('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: ROOT })
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
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const url = await Promise.race([
    readAddress(child),
    ended.then((code) => Promise.reject(new Error(`${script} ended with code ${code}`))),
  ])
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
async function readAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The process has no output to read.')
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /"url":"([^"]+)"/.exec(line) ?? /^Macao open gateway: (.+)\/graphql$/.exec(line) ?? []
    if (url !== undefined) return url
  }
  throw new Error('The process closed its output before it served.')
}
