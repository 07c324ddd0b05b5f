import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { packageRoot } from '../../kit/root.ts'
import { bureauEntry, type Bureau } from './bureau.ts'

/** Made of all bureau.yaml by `npm run compose`; what runs reads this file alone. */
export const REGISTER_FILE = 'schema/bureaus.json'

/** A bureau with what is known of it by its schema. */
export interface RegisteredBureau extends Bureau {
  /** Its entities that are had by their ids in the whole graph. */
  readonly nodes: readonly string[]
}

const registerFile = z.strictObject({
  bureaus: z.array(bureauEntry.extend({ subgraph: z.string(), nodes: z.array(z.string()).default([]) })),
})

export function writeRegister(bureaus: readonly RegisteredBureau[]): string {
  return `${JSON.stringify({ bureaus }, null, 2)}\n`
}

/** The bureaus of the register under `root`, by name; none where there is no register. */
export function readRegister(root: URL): readonly RegisteredBureau[] {
  const file = new URL(REGISTER_FILE, root)
  if (!existsSync(file)) return []
  return registerFile.parse(JSON.parse(readFileSync(file, 'utf8'))).bureaus
}

/** The one that describes the data sets of all, and learns how feeds stand and who uses the graph. */
export function findCatalogue(bureaus: readonly Bureau[]): Bureau | undefined {
  return bureaus.find(({ describesDataSets }) => describesDataSets !== undefined)
}

/** The bureaus of this package. */
export const bureaus = readRegister(packageRoot)
export const catalogue = findCatalogue(bureaus)
