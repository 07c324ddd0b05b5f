import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { packageRoot } from '../../kit/root.ts'
import { printSubgraphSchema, type SubgraphDefinition, type SubgraphSource } from './subgraph.ts'

/** Whether subgraphs/<folder>/schema.graphql is what the bureau's code yields; `write` makes it so. */
export function checkGoldenSchema<S extends SubgraphSource, C extends object>(
  folder: string,
  definition: SubgraphDefinition<S, C>,
  write: boolean,
): 'unchanged' | 'written' | 'differs' {
  const file = new URL(`subgraphs/${folder}/schema.graphql`, packageRoot)
  const sdl = printSubgraphSchema(definition)
  if (existsSync(file) && readFileSync(file, 'utf8') === sdl) return 'unchanged'
  if (!write) return 'differs'
  writeFileSync(file, sdl)
  return 'written'
}
