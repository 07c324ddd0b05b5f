import { z } from 'zod'
import type { CheckReport } from '../../check/checkSubgraph.ts'
import { UnusableInput } from '../../unusableInput.ts'
import { reportShape } from './reportShape.ts'

/** A registry, as its commands ask it. Both throw UnusableInput, or RefusedByRegistry. */
export interface Remote {
  get<S extends z.ZodType>(path: string, shape: S): Promise<z.output<S>>
  post<S extends z.ZodType>(path: string, body: object, shape: S): Promise<z.output<S>>
}

/** What the registry would have done, had the check passed or had nobody else been first. */
export class RefusedByRegistry extends Error {
  readonly body: unknown
  readonly report: CheckReport | undefined

  constructor(message: string, body: unknown, report: CheckReport | undefined) {
    super(message)
    this.body = body
    this.report = report
  }
}

/** Composing takes seconds, and others may be in turn before. */
const DEADLINE_MS = 120_000

const refusalShape = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
  report: reportShape.optional(),
})

export function createRemote(url: string, key: string | undefined): Remote {
  const ask = async <S extends z.ZodType>(path: string, shape: S, body?: object): Promise<z.output<S>> => {
    const answer = await send(`${url}${path}`, key, body)
    const { data } = shape.safeParse(answer.body)
    if (answer.status < 300 && data !== undefined) return data
    throw refuse(url, answer)
  }
  return {
    get: (path, shape) => ask(path, shape),
    post: (path, body, shape) => ask(path, shape, body),
  }
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

async function send(address: string, key: string | undefined, body: object | undefined): Promise<Answer> {
  try {
    const response = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: parseJson(await response.text()) }
  } catch (error) {
    const { message } = error instanceof Error && error.cause instanceof Error ? error.cause : new Error()
    throw new UnusableInput(
      `--registry: expected a registry at ${new URL(address).origin}; got no answer. ${message}`.trim(),
    )
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse(url: string, { status, body }: Answer): Error {
  const { data } = refusalShape.safeParse(body)
  if (data === undefined)
    return new UnusableInput(`--registry: expected a registry at ${url}; got another answer (${status}).`)
  const { error, report } = data
  return error.code === 'CHECK_FAILED' || error.code === 'CONFLICT'
    ? new RefusedByRegistry(error.message, body, report)
    : new UnusableInput(error.message)
}
