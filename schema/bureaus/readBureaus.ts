import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseBureau, type Bureau } from './bureau.ts'

/** The entries of all subgraphs under `root`, a folder URL ending in "/", by name. The template is no bureau. */
export function readBureaus(root: URL): { bureaus: readonly Bureau[]; problems: readonly string[] } {
  const read = readdirSync(new URL('subgraphs/', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name)
    .sort()
    .map((name) => readBureau(root, name))
  const bureaus = read.flatMap((one) => ('problems' in one ? [] : [one]))
  return {
    bureaus,
    problems: [...read.flatMap((one) => ('problems' in one ? one.problems : [])), ...checkTogether(bureaus)],
  }
}

export function bureauFile(subgraph: string): string {
  return `subgraphs/${subgraph}/bureau.yaml`
}

function readBureau(root: URL, subgraph: string): Bureau | { problems: readonly string[] } {
  const file = bureauFile(subgraph)
  if (!/^[a-z][a-z0-9_-]*$/.test(subgraph))
    return { problems: [`subgraphs/${subgraph}: expected a name in lower case such as "weather".`] }
  if (!existsSync(new URL(file, root)))
    return { problems: [`${file}: expected what the bureau says of itself; got no file.`] }
  return parseBureau(subgraph, file, readFileSync(new URL(file, root), 'utf8'))
}

/** What two entries cannot both say. */
export function checkTogether(bureaus: readonly Bureau[]): readonly string[] {
  const owners = new Map<string, string>()
  const problems: string[] = []
  for (const { subgraph, owns } of bureaus)
    for (const entity of owns) {
      const other = owners.get(entity)
      if (other !== undefined)
        problems.push(`${bureauFile(subgraph)}: owns: expected one owner of ${entity}; got ${other} too.`)
      owners.set(entity, subgraph)
    }
  const [, second] = bureaus.filter(({ describesDataSets }) => describesDataSets !== undefined)
  if (second)
    problems.push(`${bureauFile(second.subgraph)}: describesDataSets: expected one catalogue; got another.`)
  return problems
}
