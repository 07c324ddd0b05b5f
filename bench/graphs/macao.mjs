import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { importBuilt, locate, requireItsGraphql } from '../kit/built.mjs'

/** Every run sees the same moment, so that live values are the same for every peer. */
const MOMENT = new Date('2026-03-02T10:15:00+08:00')

/**
 * The repository's own graph: the built subgraphs with their bundled data.
 * @returns {import('./graph.mjs').Graph}
 */
export function createMacao() {
  /** @type {Map<string, { schema: object, createContext: () => object }>} */
  const running = new Map()
  const { graphql } = requireItsGraphql()

  function createBureau(name) {
    return {
      sdl: readFileSync(locate(`subgraphs/${name}/schema.graphql`), 'utf8'),
      execute({ query, variables, operationName }) {
        const { schema, createContext } = running.get(name)
        return graphql({
          schema,
          source: query,
          variableValues: variables,
          operationName,
          contextValue: createContext(),
        })
      },
    }
  }

  return {
    name: 'macao',
    subgraphs: Object.fromEntries(listBureaus().map((name) => [name, createBureau(name)])),
    start: () => startBureaus(running),
  }
}

/** @returns {readonly { name: string, query: string }[]} */
export function readExamples() {
  const folder = locate('examples/')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .toSorted()
    .map((file) => ({
      name: file.replace('.graphql', ''),
      query: readFileSync(new URL(file, folder), 'utf8'),
    }))
}

function listBureaus() {
  return readdirSync(locate('subgraphs/')).filter(
    (name) => !name.startsWith('_') && existsSync(locate(`subgraphs/${name}/server.ts`)),
  )
}

/** The catalogue comes last: it reads from the others how fresh their feeds are. */
async function startBureaus(running) {
  const { createSubgraph } = await importBuilt('subgraphs/_kit/subgraph')
  const surroundings = await createSurroundings()
  const bureaus = await Promise.all(listBureaus().map(importBureau))
  const open = async (definition) => {
    const subgraph = createSubgraph(definition, surroundings)
    await subgraph.start()
    running.set(subgraph.name, subgraph)
  }
  await Promise.all(bureaus.flatMap(({ definition }) => (definition ? [open(definition)] : [])))
  const statuses = [...running.values()].map((one) => ({
    subgraph: one.name,
    read: async () => one.reports(),
  }))
  await Promise.all(
    bureaus.flatMap(({ createDefinition }) => (createDefinition ? [open(createDefinition(statuses))] : [])),
  )
}

function importBureau(name) {
  return importBuilt(`subgraphs/${name}/server`)
}

async function createSurroundings() {
  const { createLog } = await importBuilt('kit/log')
  return { environment: {}, clock: () => MOMENT, random: () => 0.5, log: createLog('bench', 'error') }
}
