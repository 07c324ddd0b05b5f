import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'
import { judgeGraph, readSchemaFiles } from '../schema/compose.ts'
import { CHECKS } from './conform/conform.ts'
import { parseUsable } from './live/readLive.ts'

const FILE = 'docs/guides/outside-bureaus.md'
const GUIDE = readFileSync(new URL(FILE, packageRoot), 'utf8')

describe('the protocol for outside bureaus', () => {
  it('names each check of graph conform where it says what is checked', () => {
    const named = [...GUIDE.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, id]) => id)
    expect(CHECKS.map(({ id }) => id).filter((id) => !named.includes(id))).toEqual([])
  })

  it('shows SDL to copy that is what the bureaus have, to the word', () => {
    const [, sdl = ''] = /^## The SDL to copy$[^]*?^```graphql\n([^]*?)^```$/m.exec(GUIDE) ?? []
    const copied = parseUsable({ name: 'copied', file: FILE, sdl: `${sdl}\ntype Query { a: Int }` })
    const live = readSchemaFiles(packageRoot).map(parseUsable)
    const known = new Set(live.flatMap(({ types }) => [...types.keys()]))
    expect([...copied.types.keys()].filter((name) => !known.has(name))).toEqual([])
    expect(copied.types.size).toBeGreaterThan(10)
    const { problems } = judgeGraph([...live, copied])
    expect(problems.filter(({ rule }) => rule === 'shared-is-identical')).toEqual([])
  })

  it('links only to files that exist', () => {
    const links = [...GUIDE.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, target = '']) => target)
    expect(links.length).toBeGreaterThan(3)
    for (const link of links) readFileSync(new URL(link, new URL('docs/guides/', packageRoot)))
  })
})
