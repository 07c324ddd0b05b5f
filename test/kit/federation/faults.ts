import { graphql } from 'graphql'
import { isRecord } from '../../../kit/isRecord.ts'
import type { HonestSubgraph, HostileSubgraph } from './subgraph.ts'
import type { Tape } from './tape.ts'

/**
 * What may go wrong with the answer of a subgraph that is otherwise right. Entities in another order are no fault that
 * can be drawn: a plan hardly ever asks for the key by which it would show.
 */
export const FAULTS = [
  'an entity is not found',
  'an entity is missing',
  'a byte is not UTF-8',
  'the body is cut',
  'the data are null',
  'the connection breaks',
] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultySubgraph {
  readonly subgraph: HostileSubgraph
  /** The faults that it gave since it was last asked for them. */
  takeFaults(): readonly Fault[]
}

/** The same subgraph over HTTP, where each answer may be spoilt. */
export function makeFaulty({ name, sdl, schema }: HonestSubgraph, tape: Tape): FaultySubgraph {
  let given: Fault[] = []
  const spoilSometimes = (answer: object): unknown => {
    // Most of the roots stay whole, or little would be asked of entities.
    if (!tape.chance(findEntities(dataOf(answer)) === undefined ? 10 : 70)) return answer
    const possible = FAULTS.map((fault) => ({ fault, spoilt: spoil(answer, fault, tape) })).filter(
      ({ spoilt }) => spoilt !== undefined,
    )
    const chosen = possible[tape.number(possible.length)]
    if (chosen === undefined) return answer
    given.push(chosen.fault)
    if (chosen.spoilt === BROKEN) throw new Error('the connection breaks')
    return chosen.spoilt
  }
  return {
    subgraph: {
      kind: 'hostile',
      name,
      sdl,
      answer: async ({ query, variables }) =>
        spoilSometimes(await graphql({ schema, source: query, variableValues: variables })),
    },
    takeFaults() {
      const taken = given
      given = []
      return taken
    },
  }
}

const BROKEN = Symbol('broken')

/** Undefined where the answer has nothing that could be spoilt so. */
function spoil(answer: object, fault: Fault, tape: Tape): unknown {
  const text = JSON.stringify(answer)
  switch (fault) {
    case 'an entity is not found':
      return withEntities(answer, (entities) => {
        const lost = tape.number(entities.length)
        return entities.map((entity, index) => (index === lost ? null : entity))
      })
    case 'an entity is missing':
      return withEntities(answer, (entities) => entities.slice(1))
    case 'a byte is not UTF-8':
      return spoilLetter(Buffer.from(text))
    case 'the body is cut':
      return text.slice(0, tape.number(text.length))
    case 'the data are null':
      return { data: null }
    case 'the connection breaks':
      return BROKEN
  }
}

function withEntities(
  answer: object,
  change: (entities: readonly unknown[]) => readonly unknown[] | undefined,
): object | undefined {
  const data = dataOf(answer)
  const name = findEntities(data)
  const entities = name === undefined ? undefined : data[name]
  if (name === undefined || !Array.isArray(entities) || entities.length === 0) return undefined
  const changed = change(entities)
  return changed && { ...answer, data: { ...data, [name]: changed } }
}

/** `_entities`, or `_e0` and so on where several fetches travel in one request. */
function findEntities(data: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(data).find((name) => name.startsWith('_e'))
}

function dataOf(answer: object): Readonly<Record<string, unknown>> {
  const data: unknown = Reflect.get(answer, 'data')
  return isRecord(data) ? data : {}
}

/** A lone continuation byte in the place of the last letter of a text. */
function spoilLetter(body: Buffer): Buffer | undefined {
  const at = body.findLastIndex((byte) => byte >= 0x61 && byte <= 0x7a)
  if (at < 0) return undefined
  body[at] = 0x80
  return body
}
