import type { Owners } from '../compose/owners.ts'
import { fillPlace } from './places.ts'

/** schema/README.md: the entities of each owner, in a table as prettier writes it. */
export function deriveOwnersTable(text: string, owners: Owners, subgraphs: readonly string[]): string {
  const rows = subgraphs.map((name) => {
    const owned = [...owners].flatMap(([entity, owner]) => (owner === name ? [entity] : [])).sort()
    return [`\`${name}\``, owned.map((entity) => `\`${entity}\``).join(', ')] as const
  })
  const all = [['owner', 'entities'] as const, ...rows]
  const first = Math.max(...all.map(([name]) => name.length))
  const second = Math.max(...all.map(([, entities]) => entities.length))
  const line = ([name, entities]: readonly [string, string]) =>
    `| ${name.padEnd(first)} | ${entities.padEnd(second)} |\n`
  const rule = `| ${'-'.repeat(first)} | ${'-'.repeat(second)} |\n`
  const [head = '', ...body] = all.map(line)
  return fillPlace(
    text,
    /(^\| owner +\|.*\n(?:\|.*\n)+)/m,
    'the owners of entities',
    head + rule + body.join(''),
  )
}
