import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../kit/config.ts'
import { isRecord } from '../../kit/isRecord.ts'
import type { Log } from '../../kit/log.ts'
import type { CurrentGraph } from './currentGraph.ts'

const name = z.object({
  zh: z.string().nullable(),
  pt: z.string().nullable(),
  en: z.string().nullable(),
})

const dataSets = z.array(
  z.object({
    id: z.string(),
    title: name.nullable(),
    bureau: z.object({ id: z.string(), name: name.nullable() }).nullable(),
    licence: z.string().nullable(),
  }),
)

/** A data set that the graph is made of; its licence is null where none is stated. */
export type DataSet = z.output<typeof dataSets>[number]

/** By id. */
export type DataSets = ReadonlyMap<string, DataSet>

/** Beside the supergraph, made with it by `npm run compose`. */
export const DATA_SETS_FILE = 'data-sets.json'

/**
 * Keeps the register of data sets that stands beside a supergraph file, read again with each version of that; empty without
 * one. Rejects with ConfigError for a register that cannot be read; a later one that cannot be is logged, and the one before
 * stays.
 */
export async function keepDataSets(
  supergraphFile: string,
  graphs: Pick<CurrentGraph, 'onSwap'>,
  log: Log,
): Promise<() => DataSets> {
  const file = join(dirname(supergraphFile), DATA_SETS_FILE)
  let current = await readDataSets(file)
  graphs.onSwap(() => {
    readDataSets(file)
      .then((next) => {
        current = next
      })
      .catch((error: unknown) => log.error({ err: error, file }, 'data sets not usable; those before stay'))
  })
  return () => current
}

export async function readDataSets(file: string): Promise<DataSets> {
  try {
    const listed = dataSets.parse(JSON.parse(await readFile(file, 'utf8')))
    return new Map(listed.map((dataSet) => [dataSet.id, dataSet]))
  } catch (error) {
    if (isRecord(error) && error['code'] === 'ENOENT') return new Map()
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new ConfigError([`${file}: expected the data sets as "npm run compose" writes them; ${reason}`])
  }
}
