import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bureauFile } from '../../schema/bureaus/readBureaus.ts'
import { readSchemaFiles } from '../../schema/compose.ts'
import type { ProposedFile } from '../judge/judge.ts'

/** The subgraphs with which a registry begins. */
export function readSeed(repository: string): readonly ProposedFile[] {
  const root = pathToFileURL(`${resolve(repository)}/`)
  if (!existsSync(new URL('subgraphs/', root))) return []
  return readSchemaFiles(root).map(({ name, file, sdl }) => {
    const entry = new URL(bureauFile(name), root)
    return { name, file, sdl, entry: existsSync(entry) ? readFileSync(entry, 'utf8') : undefined }
  })
}
