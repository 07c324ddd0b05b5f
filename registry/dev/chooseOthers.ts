import { existsSync, readFileSync } from 'node:fs'
import { packageRoot } from '../../kit/root.ts'

/** How subgraphs are answered that are not the one in the making. */
export const OTHERS = ['snapshots', 'mocks', 'addresses'] as const
export type Others = (typeof OTHERS)[number]

export interface OtherSubgraph {
  readonly name: string
  readonly sdl: string
}

/** How one is answered: by its bureau's code here, by its schema, or at its address. */
export type Answered = 'snapshot' | 'mock' | 'address'

/** A bureau's code here answers for the schema that it publishes, and for no other. */
export function chooseAnswered({ name, sdl }: OtherSubgraph, how: Others): Answered {
  if (how === 'addresses') return 'address'
  return how === 'snapshots' && readOwnSchema(name) === sdl ? 'snapshot' : 'mock'
}

function readOwnSchema(name: string): string | undefined {
  const file = new URL(`subgraphs/${name}/schema.graphql`, packageRoot)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
