import { readdirSync, readFileSync } from 'node:fs'

export interface Example {
  /** The file's name without its ending. */
  readonly name: string
  readonly text: string
}

const FOLDER = new URL('../../examples/', import.meta.url)

/** The operations that people really send, by name. */
export const examples: readonly Example[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .map((file) => ({
    name: file.slice(0, -'.graphql'.length),
    text: readFileSync(new URL(file, FOLDER), 'utf8'),
  }))

export function findExample(name: string): Example {
  const example = examples.find((candidate) => candidate.name === name)
  if (!example) throw new Error(`There is no example "${name}".`)
  return example
}
