import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { stringify } from 'yaml'
import { z } from 'zod'
import { createClient } from './client.ts'
import { findFreePort } from './redis.ts'

export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface RunningPrometheus {
  /** The instant value of an expression; rejects where it is none. */
  query(expression: string): Promise<readonly Sample[]>
  /** The labels of the exemplars of a series of the last minutes. */
  exemplars(selector: string): Promise<readonly Readonly<Record<string, string>>[]>
  stop(): Promise<void>
}

const exemplarAnswer = z.object({
  status: z.literal('success'),
  data: z.array(z.object({ exemplars: z.array(z.object({ labels: z.record(z.string(), z.string()) })) })),
})

const answer = z.union([
  z.object({
    status: z.literal('success'),
    data: z.object({
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          value: z.tuple([z.number(), z.string()]),
        }),
      ),
    }),
  }),
  z.object({ status: z.literal('error'), error: z.string() }),
])

/**
 * A Prometheus on a free port of loopback with this configuration. Null, said in one line, where the machine has none; with
 * CI=true that is an error.
 */
export async function startPrometheus(
  config: object,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RunningPrometheus | null> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'))
  const file = join(folder, 'prometheus.yml')
  await writeFile(file, stringify(config))
  const url = `http://127.0.0.1:${await findFreePort()}`
  const server = spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--enable-feature=exemplar-storage',
    ],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  )
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.pid !== undefined) {
      const exited = once(server, 'exit')
      server.kill('SIGTERM')
      await exited
    }
    await rm(folder, { recursive: true, force: true })
  }
  const failed = once(server, 'error').then(() => false)
  if (await Promise.race([failed, untilReady(server.stderr)])) {
    const { send } = createClient(url)
    return {
      stop,
      async query(expression) {
        const { body } = await send(`/api/v1/query?query=${encodeURIComponent(expression)}`)
        const read = answer.parse(JSON.parse(body))
        if (read.status === 'error') throw new Error(`${expression}: ${read.error}`)
        return read.data.result.map(({ metric, value: [, value] }) => ({
          labels: metric,
          value: Number(value),
        }))
      },
      async exemplars(selector) {
        const end = Date.now() / 1_000 + 60
        const { body } = await send(
          `/api/v1/query_exemplars?query=${encodeURIComponent(selector)}&start=${end - 600}&end=${end}`,
        )
        const { data } = exemplarAnswer.parse(JSON.parse(body))
        return data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels))
      },
    }
  }
  await stop()
  const message = 'Alerts are not tried: this machine has no prometheus.'
  if (environment['CI'] === 'true') throw new Error(message)
  console.warn(message)
  return null
}

async function untilReady(output: NodeJS.ReadableStream): Promise<boolean> {
  const lines: string[] = []
  for await (const line of createInterface({ input: output })) {
    lines.push(line)
    if (line.includes('Server is ready to receive web requests')) {
      output.resume()
      return true
    }
  }
  throw new Error(`prometheus ended before it was ready: ${lines.slice(-3).join('\n')}`)
}

/** Whether the machine has promtool, which comes with Prometheus; with CI=true its absence is a failure of what needs it. */
export function mayRunPromtool(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return environment['CI'] === 'true' || spawnSync('promtool', ['--version']).error === undefined
}

/** What promtool says of its arguments; rejects where it finds a fault. */
export async function runPromtool(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('promtool', args)
  return stdout
}
