import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'

/** The measured process has a core of its own; whatever asks and answers it shares the other. */
export const GATEWAY_CORE = 0
export const OTHER_CORE = 1
/** For what has threads and nobody who asks it yet. */
export const BOTH_CORES = '0,1'

export const canPin = process.platform === 'linux' && availableParallelism() >= 2

/**
 * Starts a Node program on one core and waits for the line of JSON by which it says that it is ready.
 * @param {string | URL} file
 * @param {object} setting
 * @param {{ core: number | string, waitMs?: number, nodeArguments?: readonly string[] }} place
 */
export async function startChild(file, setting, { core, waitMs = 60_000, nodeArguments = [] }) {
  const path = file instanceof URL ? file.pathname : file
  const node = [process.execPath, ...nodeArguments, path, JSON.stringify(setting)]
  const [command, ...rest] = canPin ? ['taskset', '-c', String(core), ...node] : node
  const child = spawn(command, rest, {
    // The stock gateway would tell its maker about the schema, over the network, while it is measured.
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const complaints = keepTail(child.stderr)
  const exited = once(child, 'exit')
  const stop = () => stopChild(child, exited)
  try {
    const facts = await readFirstLine(child, exited, complaints, waitMs)
    return { pid: child.pid, facts, stop, exchange: (message) => exchange(child, message) }
  } catch (error) {
    await stop()
    throw error
  }
}

async function readFirstLine(child, exited, complaints, waitMs) {
  const timer = new AbortController()
  const lines = createInterface({ input: child.stdout })
  try {
    return await Promise.race([
      once(lines, 'line').then(([line]) => JSON.parse(line)),
      exited.then(([code]) => Promise.reject(new Error(`It ended with code ${code}: ${complaints()}`))),
      rejectAfter(waitMs, timer.signal, complaints),
    ])
  } finally {
    timer.abort()
    lines.close()
    // Keeps the pipe flowing: a program that logs must not stall on a full one.
    child.stdout.resume()
  }
}

function rejectAfter(milliseconds, signal, complaints) {
  return new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`It was not ready within ${milliseconds} ms: ${complaints()}`)),
      milliseconds,
    )
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
}

/** Sends a message and waits for the next one that comes back. */
async function exchange(child, message) {
  const answered = once(child, 'message')
  child.send(message)
  const [answer] = await answered
  return answer
}

async function stopChild(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await exited
}

function keepTail(stream) {
  let tail = ''
  stream.on('data', (chunk) => (tail = (tail + chunk).slice(-4000)))
  return () => tail.trim() || '(it said nothing)'
}
