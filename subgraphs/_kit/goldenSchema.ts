import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createLog } from '../../kit/log.ts'
import { packageRoot } from '../../kit/root.ts'
import { printSubgraphSchema } from './schema/servedSchema.ts'
import type { SubgraphDefinition, SubgraphSource } from './subgraph.ts'

/**
 * Whether subgraphs/<folder>/schema.graphql and feeds.json, which names its feeds for the composition, are what the
 * bureau's code yields; `write` makes them so.
 */
export function checkGoldenSchema<S extends SubgraphSource, C extends object>(
  folder: string,
  definition: SubgraphDefinition<S, C>,
  write: boolean,
): 'unchanged' | 'written' | 'differs' {
  const files = [
    { name: 'schema.graphql', text: printSubgraphSchema(definition) },
    { name: 'feeds.json', text: `${JSON.stringify(listFeeds(definition), null, 2)}\n` },
  ].map(({ name, text }) => ({ file: new URL(`subgraphs/${folder}/${name}`, packageRoot), text }))
  const differing = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
  if (differing.length === 0) return 'unchanged'
  if (!write) return 'differs'
  for (const { file, text } of differing) writeFileSync(file, text)
  return 'written'
}

function listFeeds<S extends SubgraphSource, C extends object>({
  name,
  createSource,
}: SubgraphDefinition<S, C>): readonly string[] {
  const surroundings = {
    environment: {},
    clock: () => new Date(0),
    random: () => 0,
    log: createLog(name, 'silent'),
  }
  return createSource(surroundings).feeds.map(({ id }) => id)
}
