import { buildSchema } from 'graphql'
import { shortLine } from '../../kit/shortLine.ts'
import { compareSchemas, type SchemaChange } from '../check/schemaChanges.ts'
import type { GraphVersion } from './graphVersion.ts'

/** What one version changed for clients. */
export interface ChangelogEntry {
  readonly name: string
  readonly day: string
  readonly reason: string
  readonly changes: readonly SchemaChange[]
}

/** What each of these versions, the latest first, changed of the one before; those that changed nothing are left out. */
export async function listEntries(versions: readonly GraphVersion[]): Promise<readonly ChangelogEntry[]> {
  const entries: ChangelogEntry[] = []
  for (const [at, { name, day, reason, apiSdl }] of versions.entries()) {
    const before = versions[at + 1]
    if (before === undefined || before.apiSdl === apiSdl) continue
    const changes = await compareSchemas(build(before), build({ apiSdl }))
    if (changes.length > 0) entries.push({ name, day, reason, changes })
  }
  return entries
}

function build({ apiSdl }: Pick<GraphVersion, 'apiSdl'>) {
  return buildSchema(apiSdl, { assumeValidSDL: true })
}

const HEADINGS = { breaking: 'Breaking', dangerous: 'To be looked at', safe: 'Added and deprecated' } as const

/** As Markdown. What authors wrote is text there, and no markup. */
export function printChangelog(entries: readonly ChangelogEntry[]): string {
  const sections = entries.map(({ name, day, reason, changes }) => {
    const groups = (['breaking', 'dangerous', 'safe'] as const).flatMap((severity) => {
      const lines = changes.filter((change) => change.severity === severity)
      if (lines.length === 0) return []
      return [`### ${HEADINGS[severity]}\n`, ...lines.map(printChange), '']
    })
    return [`## ${day}: ${plain(reason)} (${plain(name)})\n`, ...groups].join('\n')
  })
  return ['# Changes of the graph\n', ...(sections.length > 0 ? sections : ['Nothing changed.\n'])].join('\n')
}

function printChange({ coordinate, message }: SchemaChange): string {
  return `- \`${coordinate}\`: ${plain(message)}`
}

function plain(text: string): string {
  return shortLine(text).replaceAll(/[\\`*_[\]<>#|]/g, (mark) => `\\${mark}`)
}
