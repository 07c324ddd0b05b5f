import { GraphQLSchema } from 'graphql'
import { ConfigError, type Environment } from '../../kit/config.ts'
import { shortLine } from '../../kit/shortLine.ts'
import type { Judge, ProposedFile } from '../judge/judge.ts'
import type { JudgePlace } from '../judge/surroundings.ts'
import { RegistryRefusal } from '../refusals.ts'
import { UnusableInput } from '../unusableInput.ts'
import { chooseAnswered, type Answered, type Others } from './chooseOthers.ts'
import { mockSubgraph } from './mockSubgraph.ts'
import type { ServedMaking, serveMaking } from './serveMaking.ts'

export interface Development {
  /** Serves what is saved, or what was served before, beside what is wrong with what is saved. */
  compose(): Promise<void>
  stop(): Promise<void>
}

export interface DevelopmentTools {
  readonly startJudge: (place: JudgePlace, deadlineMs: number, idleMs: number) => Judge
  readonly serve: typeof serveMaking
}

export interface DevelopmentParts {
  /** Null where the subgraph runs nowhere yet. */
  readonly url: string | null
  /** All subgraphs as they are live; the one in the making need not be among them. */
  readonly live: readonly ProposedFile[]
  readonly others: Others
  readonly port: number
  readonly environment: Environment
  /** The subgraph in the making, as it is saved now. */
  readonly readSaved: () => ProposedFile
  /** The supergraph of these. */
  readonly compose: (files: readonly ProposedFile[]) => Promise<string>
  readonly serve: DevelopmentTools['serve']
  /** Called with each supergraph that composes. */
  readonly onComposed: (supergraphSdl: string, milliseconds: number) => Promise<void>
  readonly print: (text: string) => void
}

/** One subgraph as it is changed, among the others as they are. */
export function developSubgraph(subgraph: string, parts: DevelopmentParts): Development {
  const { live, print } = parts
  const others = live.filter(({ name }) => name !== subgraph)
  /** Undefined until something composes; null where its port is in use. */
  let served: ServedMaking | null | undefined

  /** Values of its types as they are saved; undefined where it is asked at its address. */
  let madeUp: GraphQLSchema | undefined

  const serve = async (supergraphSdl: string, own: ProposedFile | undefined): Promise<readonly string[]> => {
    if (served === null) return []
    if (own !== undefined && parts.url === null) madeUp = mockSubgraph(own.sdl)
    if (served !== undefined) return (await served.take(supergraphSdl)) ? [] : [NOT_PLANNABLE]
    served = await begin(supergraphSdl)
    return []
  }
  const begin = async (sdl: string): Promise<ServedMaking | null> => {
    const answered = others.map((other) => ({ ...other, answered: chooseAnswered(other, parts.others) }))
    const standIns = new Map<string, (() => GraphQLSchema) | null>()
    for (const other of answered) {
      if (other.answered === 'address') standIns.set(other.name, null)
      if (other.answered === 'mock') {
        const schema = mockSubgraph(other.sdl)
        standIns.set(other.name, () => schema)
      }
    }
    standIns.set(subgraph, parts.url === null ? () => madeUp ?? NOTHING : null)
    try {
      const begun = await parts.serve(sdl, standIns, parts.port, parts.environment)
      print(
        `\nMacao open gateway: ${begun.url}/graphql\n\n${describe([...answered, { name: subgraph, answered: parts.url === null ? 'mock' : 'address' }])}\n\n`,
      )
      return begun
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      print(`The graph is not served here: ${error.problems.join(' ')}\n`)
      return null
    }
  }
  /** What is wrong; nothing where it is served. */
  const attempt = async (saved: ProposedFile | undefined): Promise<readonly string[]> => {
    const began = performance.now()
    const files = saved === undefined ? live : [...others, saved]
    const supergraphSdl = await parts.compose(files)
    if (saved !== undefined) await parts.onComposed(supergraphSdl, Math.round(performance.now() - began))
    return serve(supergraphSdl, saved ?? live.find(({ name }) => name === subgraph))
  }
  const hasBegun = (): boolean => served !== undefined
  const tell = (problems: readonly string[]): void => {
    served?.tell(problems)
    if (problems.length > 0) print(`${problems.join('\n')}\n`)
  }
  return {
    async compose() {
      const problems = await listProblems(() => attempt(parts.readSaved()))
      if (problems.length === 0) return
      tell(problems)
      if (hasBegun()) return
      const without = await listProblems(() => attempt(undefined))
      if (without.length > 0) return tell(without)
      print('Until it composes, the graph is served as it is live.\n')
      served?.tell(problems)
    },
    async stop() {
      await served?.stop()
    },
  }
}

/** For a subgraph that is not live and never composed: no plan asks it. */
const NOTHING = new GraphQLSchema({})

const NOT_PLANNABLE = 'It composes, but no operations can be planned over it: the log above says why.'

async function listProblems(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RegistryRefusal || error instanceof UnusableInput)) throw error
    return readSentences(error.message)
  }
}

/** A sentence each; the lines of its places are indented. */
function readSentences(message: string): readonly string[] {
  const sentences = message.replace(/^Expected [^\n]* got:\n/, '').split(/\n(?=\S)/)
  return sentences.map((sentence) => sentence.split('\n').map(shortLine).join('\n'))
}

const WORDS: Readonly<Record<Answered, string>> = {
  snapshot: 'by its code here, with its samples',
  mock: 'by made-up values of its types',
  address: 'at its address',
}

function describe(answered: readonly { readonly name: string; readonly answered: Answered }[]): string {
  return answered.map((one) => `  ${one.name.padEnd(10)} ${WORDS[one.answered]}`).join('\n')
}
