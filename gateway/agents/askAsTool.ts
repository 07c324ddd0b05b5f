import { isRecord } from '../../kit/isRecord.ts'
import type { AskGraph } from '../tables/askGraph.ts'
import type { ToolAnswer, ToolArguments } from './agentTool.ts'
import { refuse } from './agentTool.ts'
import { countTokens } from './countTokens.ts'
import { cutAnswer } from './cutAnswer.ts'

/** What one answer may cost a model to read. */
const MOST_TOKENS = 4_000

/** The argument that every tool takes whose answer may be cut. */
export const CURSOR = { cursor: { type: 'string' } } as const

/**
 * Asks the graph as the caller, and gives what a model can read: cut where it is long, with the errors, and with what it is made
 * of, so that no sample is told as a fact.
 */
export async function askAsTool(
  ask: AskGraph,
  query: string,
  variables: ToolArguments,
  cursor: unknown,
): Promise<ToolAnswer> {
  if (cursor !== undefined && typeof cursor !== 'string')
    return refuse(`cursor: expected the cursor of an answer; got ${JSON.stringify(cursor)}.`)
  const { body } = await ask(query, variables, true)
  if (!isRecord(body)) return refuse('The gateway gave no answer.')
  const errors = Array.isArray(body.errors) ? body.errors.filter(isRecord).map(chooseError) : []
  if (body.data === undefined || body.data === null)
    return { kind: 'data', data: { data: null, errors }, isError: true }
  const { provenance, notice } = summarise(body.extensions, body.data)
  try {
    const room = MOST_TOKENS - countTokens({ notice, errors, provenance })
    const { data, cut } = cutAnswer(body.data, Math.max(room, MOST_TOKENS / 2), cursor)
    return {
      kind: 'data',
      // First, for a model reads from the beginning.
      data: {
        ...(notice !== undefined && { notice }),
        data,
        ...(errors.length > 0 && { errors }),
        ...(cut && { cut }),
        provenance,
      },
      isError: false,
    }
  } catch (error) {
    if (error instanceof RangeError)
      return refuse(`cursor: expected the cursor of an answer; ${error.message}.`)
    throw error
  }
}

function chooseError({ message, path, extensions }: Readonly<Record<string, unknown>>): object {
  const code = isRecord(extensions) ? extensions.code : undefined
  return { message, ...(Array.isArray(path) && { path }), ...(typeof code === 'string' && { code }) }
}

interface Summary {
  readonly provenance: readonly object[]
  readonly notice: string | undefined
}

/** Of what is told of each place and data set what a model needs to cite it, and what it must not leave out. */
function summarise(extensions: unknown, data: unknown): Summary {
  const told = isRecord(extensions) && Array.isArray(extensions.provenance) ? extensions.provenance : []
  const entries = told.filter(isRecord)
  const provenance = entries.map((entry) => ({
    at: String(entry.path),
    dataset: entry.dataset ?? null,
    bureau: entry.bureau ?? null,
    licence: entry.licence ?? null,
    retrievedAt: entry.retrievedAt ?? null,
    sample: Number(entry.samples) > 0,
    stale: entry.stale === true,
  }))
  const samples = [
    ...provenance.filter(({ sample }) => sample).map(({ at }) => at),
    ...findMarked(data, 'sample', []),
  ]
  const stale = [
    ...provenance.filter(({ stale: isStale }) => isStale).map(({ at }) => at),
    ...findMarked(data, 'stale', []),
  ]
  const sentences = [
    ...(samples.length > 0
      ? [`SAMPLE: ${list(samples)} hold synthetic values. Say so; they are no facts.`]
      : []),
    ...(stale.length > 0
      ? [`STALE: the sources of ${list(stale)} have not answered of late. Say how old they are.`]
      : []),
  ]
  return { provenance, notice: sentences.length === 0 ? undefined : sentences.join(' ') }
}

/**
 * The places whose own fields say that they are samples or stale: single values of a record may be of another data set than
 * the record, of which alone the gateway tells.
 */
function findMarked(value: unknown, mark: 'sample' | 'stale', path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => findMarked(item, mark, path))
  if (!isRecord(value)) return []
  const inner = Object.entries(value).flatMap(([key, item]) => findMarked(item, mark, [...path, key]))
  return value[mark] === true ? [path.join('.'), ...inner] : inner
}

function list(places: readonly string[]): string {
  const [...names] = new Set(places)
  return names.length <= MOST_PLACES
    ? names.join(', ')
    : `${names.slice(0, MOST_PLACES).join(', ')} and ${names.length - MOST_PLACES} more places`
}

const MOST_PLACES = 10
