import { readFileSync } from 'node:fs'
import { fromRoot } from '../../kit/root.ts'

/** A block of the guide for front ends that has the name of a file, and what the guide says that it prints. */
export interface GuideFile {
  readonly name: string
  readonly text: string
  /** Undefined where nothing stands under it. */
  readonly prints: string | undefined
}

const BLOCK = /^```(?<language>\w+)(?: (?<name>\S+))?\n(?<text>[^]*?)^```$/gm

/** In the order of the guide. */
export function readGuideFiles(): readonly GuideFile[] {
  const guide = readFileSync(fromRoot('docs/guides/clients.md'), 'utf8')
  const blocks = [...guide.matchAll(BLOCK)].map(({ groups = {} }) => groups)
  return blocks.flatMap(({ name, text = '' }, at) => {
    const next = blocks[at + 1]
    const prints = next?.language === 'text' ? next.text : undefined
    return name === undefined ? [] : [{ name, text, prints }]
  })
}

export function findGuideFile(name: string): GuideFile {
  const file = readGuideFiles().find((candidate) => candidate.name === name)
  if (file === undefined) throw new Error(`The guide for front ends has no block ${name}.`)
  return file
}
