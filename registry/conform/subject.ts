import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchema } from 'graphql'
import { shortLine } from '../../kit/shortLine.ts'
import { judgeGraph, type GraphProblem } from '../../schema/compose.ts'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import type { LiveGraph } from '../live/readLive.ts'
import { parseProposed } from '../live/parseProposed.ts'
import { UnusableInput } from '../unusableInput.ts'
import type { Ask } from './ask.ts'
import type { Caller } from './caller.ts'
import { NotJudged } from './notJudged.ts'
import { listEntities, type Entity, type Representation } from './entities.ts'
import { parseAnswer, type GraphQLAnswer } from './graphqlAnswer.ts'
import { findSamples } from './samples.ts'
import { askSurvey, type Survey } from './survey.ts'
import { withoutMachinery } from './withoutMachinery.ts'

/** What is asked about, and where. */
export interface Aim {
  readonly subgraph: string
  readonly secret: string | undefined
  /** The SDL that the bureau has published, where there is one. */
  readonly published: SubgraphDocument | undefined
  readonly keys: readonly Representation[]
  readonly live: LiveGraph
}

/** A running subgraph as the checks see it; what several of them need is asked for once. */
export interface Subject extends Aim {
  readonly caller: Caller
  readonly ask: Ask
  /** What `_service { sdl }` gives. */
  readonly running: () => Promise<SubgraphDocument>
  /** What is wrong of the graph in which it stands in place of the live one of its name. */
  readonly graphProblems: () => Promise<readonly GraphProblem[]>
  readonly schema: () => Promise<GraphQLSchema>
  readonly entities: () => Promise<readonly Entity[]>
  /** Keys of entities that there are, of each type a few. Throws NotJudged where there are none at all. */
  readonly samples: () => Promise<readonly Representation[]>
  /** Answers to everything that can be asked without knowing what to give. */
  readonly survey: () => Promise<Survey>
}

export function createSubject(aim: Aim, caller: Caller): Subject {
  const ask: Ask = async (query, variables = {}, options = {}) =>
    parseAnswer(await caller.call({ ...options, body: JSON.stringify({ query, variables }) }))
  const running = once(async () => parseRunning(aim.subgraph, await ask('{_service{sdl}}')))
  const schema = once(async () => buildSchema(await running()))
  const entities = once(async () => listEntities(await running()))
  const found = once(async () => findSamples(await schema(), await entities(), aim.keys, ask))
  return {
    ...aim,
    caller,
    ask,
    running,
    graphProblems: once(async () => judgeGraph(placeInGraph(aim, await running())).problems),
    schema,
    entities,
    async samples() {
      const samples = await found()
      if (samples.length === 0) throw new NotJudged('no key of an entity is known')
      return samples
    },
    survey: once(async () => askSurvey(await schema(), await running(), await found(), ask)),
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}

function parseRunning(subgraph: string, { data }: GraphQLAnswer): SubgraphDocument {
  const service = data?.['_service']
  const sdl = typeof service === 'object' && service !== null && 'sdl' in service ? service.sdl : undefined
  if (typeof sdl !== 'string') throw new NotJudged('the running subgraph gave no SDL')
  return asNotJudged(() =>
    withoutMachinery(parseProposed({ name: subgraph, file: `running:${subgraph}`, sdl })),
  )
}

function buildSchema({ document }: SubgraphDocument): GraphQLSchema {
  return asNotJudged(() => buildSubgraphSchema({ typeDefs: document }))
}

/** The live graph with the running subgraph in place of the one of its name, by whose entry it goes. */
export function placeInGraph({ live }: Aim, running: SubgraphDocument): readonly SubgraphDocument[] {
  const current = live.subgraphs.find(({ name }) => name === running.name)
  const others = live.subgraphs.filter((subgraph) => subgraph !== current)
  return [...others, { ...running, bureau: current?.bureau }]
}

/** SDL that is wrong is told by its own check; to the others nothing is known. */
function asNotJudged<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = error instanceof UnusableInput ? error.message : firstLine(error.message)
    throw new NotJudged(`the SDL of the running subgraph cannot be used: ${shortLine(reason)}`)
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
